import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { sendSigned } from '../../../../tools/emulator/gateway/signed-request';
import { findPython } from '../../../../tools/emulator/moto/find-python';
import { type Emulator, type EmulatorEvent, startEmulator } from '../../../../tools/emulator/start-emulator';
import { zipOf } from '../functions/fake-moto';

export const REGION = 'eu-central-1';
const ROLE = 'arn:aws:iam::123456789012:role/deposits';

let emulator: Emulator | undefined;
let missing: string | undefined;

/** What the emulator has told since it was started. */
export const events: EmulatorEvent[] = [];

export function running(): Emulator {
  if (!emulator) throw new Error('no emulator');
  return emulator;
}

/** Settings with which any SDK client calls the emulator. */
export function client() {
  const { accessKeyId, secretAccessKey } = running().credentials.operator;
  return { endpoint: running().endpoint, region: REGION, credentials: { accessKeyId, secretAccessKey } };
}

/** Starts an emulator for the tests of the file, with a role for its functions; without moto they are left out. */
export function useEmulator(): void {
  beforeAll(async () => {
    try {
      await findPython();
    } catch (error) {
      if (process.env['CI']) throw error;
      missing = error instanceof Error ? error.message : String(error);
      process.stdout.write(`left out: the emulator with moto (${missing})\n`);
      return;
    }
    emulator = await startEmulator({ onEvent: (event) => events.push(event) });
    const trust = {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ],
    };
    const role = await sendSigned({
      ...client(),
      service: 'iam',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        Action: 'CreateRole',
        Version: '2010-05-08',
        RoleName: 'deposits',
        AssumeRolePolicyDocument: JSON.stringify(trust),
      }).toString(),
    });
    expect(role.status).toBe(200);
  });

  afterAll(async () => {
    await emulator?.stop();
    await emulator?.stop();
  });
}

/** A test that needs moto. In CI it cannot be left out: `beforeAll` has failed then. */
export function withMoto(name: string, body: () => Promise<void>): void {
  test(name, async () => (missing === undefined ? body() : undefined));
}

/** Makes a function of the code, and answers its ARN. */
export async function deploy(name: string, code: string): Promise<string> {
  const lambda = new LambdaClient(client());
  const created = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: ROLE,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: zipOf({ 'index.js': code }) },
      Environment: { Variables: { TABLE: 'deposits' } },
    }),
  );
  return created.FunctionArn ?? '';
}
