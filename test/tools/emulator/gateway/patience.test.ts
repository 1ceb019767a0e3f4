import { createServer, type Server } from 'node:http';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { closeServer, listen } from '../../../../tools/emulator/gateway/http';
import { patience } from '../../../../tools/emulator/gateway/patience';

let server: Server;
let silences: number;
let asked: number;
let client: SFNClient;

beforeEach(async () => {
  asked = 0;
  server = createServer((_request, response) => {
    asked += 1;
    if (asked <= silences) return;
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end('{"stateMachines":[]}');
  });
  client = new SFNClient({
    endpoint: `http://127.0.0.1:${await listen(server)}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'y' },
    ...patience(200),
  });
});
afterEach(async () => {
  client.destroy();
  await closeServer(server);
});

test('GIVEN a request that is not answered WHEN its time is over THEN it is sent again', async () => {
  silences = 1;
  const { stateMachines } = await client.send(new ListStateMachinesCommand({}));
  expect(stateMachines).toEqual([]);
  expect(asked).toBe(2);
});

test('GIVEN a control plane that never answers WHEN it was asked three times THEN the caller is told', async () => {
  silences = Number.POSITIVE_INFINITY;
  await expect(client.send(new ListStateMachinesCommand({}))).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(asked).toBe(3);
});
