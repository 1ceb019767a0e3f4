import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CallTrace } from '../../../../tools/emulator/enforcement/call-trace';
import { changesDeployment } from '../../../../tools/emulator/enforcement/deployment-changes';
import { HeldCalls } from '../../../../tools/emulator/enforcement/held-calls';
import { itemsAt, parseXml, textAt } from '../../../../tools/emulator/enforcement/xml';
import { uploadCredentials, uploadFields } from '../../../../tools/emulator/gateway/form-upload';
import { closeServer, listen } from '../../../../tools/emulator/gateway/http';

describe('changes of what is deployed', () => {
  test.each([
    ['iam', 'PutRolePolicy', true],
    ['iam', 'GetRolePolicy', false],
    ['ec2', 'DeleteVpcEndpoints', true],
    ['ec2', 'DescribeVpcEndpoints', false],
    ['sqs', 'SetQueueAttributes', true],
    ['sqs', 'SendMessage', false],
    ['s3', 'PutBucketPolicy', true],
    ['s3', 'PutObject', false],
    ['secretsmanager', 'PutSecretValue', false],
    ['secretsmanager', 'PutResourcePolicy', true],
    ['dynamodb', 'UpdateTable', true],
    ['dynamodb', 'UpdateItem', false],
    ['lambda', 'Invoke', false],
    ['lambda', 'UpdateFunctionConfiguration', true],
    ['lambda', undefined, true],
    ['rds-data', 'ExecuteStatement', false],
    [undefined, undefined, false],
  ])('%s %s: %s', (service, operation, changes) => {
    expect(changesDeployment(service, operation)).toBe(changes);
  });
});

describe('XML', () => {
  test('is read with entities, attributes and empty elements', () => {
    const xml = parseXml(
      '<?xml version="1.0"?><a xmlns="x>y"><set><item><b>1 &lt; &#50;</b></item><item/></set><c/></a>',
    );
    expect(textAt(xml, 'b')).toBe('1 < 2');
    expect(itemsAt(xml, 'set')).toHaveLength(2);
    expect(textAt(xml, 'c')).toBe('');
    expect(textAt(xml, 'd')).toBeUndefined();
  });
});

describe("a browser's upload", () => {
  test('tells who signed it, by the fields before the file', () => {
    const part = (name: string, value: string) =>
      `--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const body = Buffer.from(
      part('key', 'a/b') +
        part('X-Amz-Credential', 'ASIA1/20260101/eu-central-1/s3/aws4_request') +
        part('file', '--no boundary') +
        part('late', 'x') +
        '--B--\r\n',
    );
    const fields = uploadFields(body, 'multipart/form-data; boundary=B');
    expect([...fields.keys()]).toEqual(['key', 'x-amz-credential']);
    expect(uploadCredentials(fields)).toMatchObject({ accessKeyId: 'ASIA1', service: 's3', from: 'form' });
    expect(uploadCredentials(uploadFields(body, 'multipart/form-data'))).toBeUndefined();
  });
});

describe('calls that are held', () => {
  test('end when the caller gives up, when they are too many, and when the emulator stops', async () => {
    const held = new HeldCalls(2, 60_000);
    const server = createServer((_request, response) => void held.hold(response));
    const url = `http://127.0.0.1:${await listen(server)}`;
    const impatient = new AbortController();
    const calls = [fetch(url, { signal: impatient.signal }), fetch(url), fetch(url)];
    const ends = calls.map((call) =>
      call.then(
        () => 'answered',
        () => 'cut',
      ),
    );
    await sleep(200);
    expect(held.size).toBe(2);
    expect(await ends[0]).toBe('cut');
    held.close();
    expect(await Promise.all(ends)).toEqual(['cut', 'cut', 'cut']);
    expect(held.size).toBe(0);
    await closeServer(server);
  });
});

describe('the trace', () => {
  test('has each different call once, and begins anew', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vpc-lambda-trace-'));
    const path = join(folder, 'deep', 'calls.jsonl');
    const call = { function: 'f', service: 's', operation: 'O', action: 's:O', resource: '*' };
    new CallTrace(path).flush();
    const trace = new CallTrace(path);
    trace.add({ ...call, verdict: 'allowed' });
    trace.add({ ...call, verdict: 'allowed' });
    trace.add({ ...call, verdict: 'denied' });
    trace.flush();
    expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(2);
    rmSync(folder, { recursive: true });
  });
});
