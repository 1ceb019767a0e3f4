import { ExecuteStatementCommand, RDSDataClient } from '@aws-sdk/client-rds-data';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { rotateSecret } from '../../../functions/rotate-secret/contract';
import { captureLog, lambdaContext } from '../support/api-event';
import { AWS_VARIABLES, variablesOf } from '../support/environment';

Object.assign(process.env, AWS_VARIABLES, variablesOf(rotateSecret));
const { handler } =
  require('../../../functions/rotate-secret/handler') as typeof import('../../../functions/rotate-secret/handler');

const rdsData = mockClient(RDSDataClient);
const secretsManager = mockClient(SecretsManagerClient);
const TOKEN = '6f9d6b8e-0000-4000-8000-000000000001';
const event = { Step: 'finishSecret', SecretId: 'ledgerApplication-secretArn', ClientRequestToken: TOKEN };

beforeEach(() => {
  rdsData.reset();
  secretsManager.reset();
  secretsManager
    .on(DescribeSecretCommand)
    .resolves({ RotationEnabled: true, VersionIdsToStages: { [TOKEN]: ['AWSPENDING'] } });
  secretsManager.on(UpdateSecretVersionStageCommand).resolves({});
  secretsManager.on(GetSecretValueCommand).resolves({
    VersionId: TOKEN,
    SecretString: JSON.stringify({ username: 'deposits_app', password: 'hunter2hunter2hunter2' }),
  });
});

const call = (input: unknown) =>
  captureLog(() => handler(input, lambdaContext()).catch((error: unknown) => error));

describe('rotate-secret', () => {
  test('GIVEN finishSecret THEN it logs in with the application secret', async () => {
    rdsData.on(ExecuteStatementCommand).resolves({ formattedRecords: '[{"user_name":"deposits_app"}]' });
    const { result, log } = await call(event);
    expect(result).toBeUndefined();
    expect(rdsData.commandCalls(ExecuteStatementCommand)[0]?.args[0].input).toMatchObject({
      secretArn: 'ledgerApplication-secretArn',
      resourceArn: 'ledger-clusterArn',
    });
    expect(JSON.parse(log)).toMatchObject({ step: 'finishSecret', outcome: 'done' });
    expect(log).not.toContain('hunter2');
  });

  test('GIVEN the login reaches another user THEN it fails', async () => {
    rdsData.on(ExecuteStatementCommand).resolves({ formattedRecords: '[{"user_name":"postgres"}]' });
    const { result, log } = await call(event);
    expect(result).toMatchObject({
      name: 'RotationRefusedError',
      cause: { message: 'the login reached another user' },
    });
    expect(log).toContain('the rotation step failed');
  });

  test.each([
    ['no event', undefined],
    ['an unknown step', { ...event, Step: 'other' }],
    ['a short token', { ...event, ClientRequestToken: 'x' }],
    ['another secret', { ...event, SecretId: 'other' }],
  ])('GIVEN %s THEN it refuses before any call', async (_what, input) => {
    const { result } = await call(input);
    expect(result).toMatchObject({ name: 'RotationRefusedError' });
    expect([...rdsData.calls(), ...secretsManager.calls()]).toEqual([]);
  });
});
