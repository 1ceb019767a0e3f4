import { CustomerKey, type CustomerKeyProps } from '../../../modules/data/customer-key';
import {
  ADMINISTRATION_ACTIONS,
  CRYPTOGRAPHIC_ACTIONS,
  keyPolicy,
  viaService,
} from '../../../modules/data/key-policy';
import type { Block } from '../../support/synth';
import { importedKey, KEY_ARN, LOCATION, problemsOf, synthesize } from './support';

const PROPS: CustomerKeyProps = {
  name: 'deposits-test-data',
  description: 'Data of the tests',
  location: LOCATION,
  services: ['s3', 'rds'],
};

function statement(statements: readonly Block[], sid: string): Block {
  const found = statements.find((candidate) => candidate['sid'] === sid);
  if (!found) throw new Error(`no statement ${sid}`);
  return found;
}

describe('CustomerKey', () => {
  test('rotates, waits thirty days before deletion, and has an alias', () => {
    // GIVEN / WHEN
    const stack = synthesize((scope) => new CustomerKey(scope, 'key', PROPS));
    // THEN
    expect(stack.only('aws_kms_key')).toMatchObject({
      description: 'Data of the tests',
      key_usage: 'ENCRYPT_DECRYPT',
      enable_key_rotation: true,
      is_enabled: true,
      deletion_window_in_days: 30,
      tags: { Name: 'deposits-test-data' },
    });
    expect(stack.only('aws_kms_alias')).toMatchObject({ name: 'alias/deposits-test-data' });
  });

  test('lets the account administer the key without using it', () => {
    // GIVEN
    const stack = synthesize((scope) => new CustomerKey(scope, 'key', PROPS));
    // WHEN
    const statements = stack.statements(stack.only('aws_kms_key')['policy']);
    // THEN
    expect(statement(statements, 'AdministerByAccount')).toMatchObject({
      actions: [...ADMINISTRATION_ACTIONS],
      principals: [{ type: 'AWS', identifiers: ['arn:aws:iam::111122223333:root'] }],
    });
    const administers = new Set<string>(ADMINISTRATION_ACTIONS);
    expect(CRYPTOGRAPHIC_ACTIONS.filter((action) => administers.has(action))).toEqual([]);
    expect(administers.has('kms:CreateGrant')).toBe(false);
  });

  test('is used through the named services of this account only', () => {
    // GIVEN
    const stack = synthesize((scope) => new CustomerKey(scope, 'key', PROPS));
    const statements = stack.statements(stack.only('aws_kms_key')['policy']);
    // WHEN / THEN
    expect(statement(statements, 'UseThroughNamedServices')['condition']).toEqual([
      { test: 'StringEquals', variable: 'kms:CallerAccount', values: ['111122223333'] },
      {
        test: 'StringEquals',
        variable: 'kms:ViaService',
        values: ['s3.eu-west-1.amazonaws.com', 'rds.eu-west-1.amazonaws.com'],
      },
    ]);
    expect(statement(statements, 'LetServicesKeepGrants')['condition']).toEqual([
      { test: 'StringEquals', variable: 'kms:CallerAccount', values: ['111122223333'] },
      { test: 'StringEquals', variable: 'kms:ViaService', values: ['rds.eu-west-1.amazonaws.com'] },
      { test: 'Bool', variable: 'kms:GrantIsForAWSResource', values: ['true'] },
    ]);
  });

  test('holds no wildcard in an action, and no statement that was not asked for', () => {
    // GIVEN / WHEN
    const statements = keyPolicy(PROPS);
    // THEN
    expect(statements.flatMap(({ actions }) => actions).filter((action) => action.includes('*'))).toEqual([]);
    expect(statements.map(({ sid }) => sid)).toEqual([
      'AdministerByAccount',
      'UseThroughNamedServices',
      'LetServicesKeepGrants',
    ]);
  });

  test('custom: periods, tags, log groups and service principals', () => {
    // GIVEN
    const stack = synthesize(
      (scope) =>
        new CustomerKey(scope, 'key', {
          ...PROPS,
          services: [],
          deletionWindowDays: 7,
          rotationPeriodDays: 90,
          logGroups: ['/aws/lambda/deposits-test-*'],
          principals: [
            { service: 'sns', sourceArns: ['arn:aws:sns:eu-west-1:111122223333:cleared'] },
            { service: 'events' },
          ],
          tags: { Owner: 'payments' },
        }),
    );
    // WHEN
    const key = stack.only('aws_kms_key');
    const statements = stack.statements(key['policy']);
    // THEN
    expect(key).toMatchObject({
      deletion_window_in_days: 7,
      rotation_period_in_days: 90,
      tags: { Name: 'deposits-test-data', Owner: 'payments' },
    });
    expect(statements.map(({ sid }) => sid)).toEqual([
      'AdministerByAccount',
      'EncryptNamedLogGroups',
      'UseBySns',
      'UseByEvents',
    ]);
    expect(statement(statements, 'EncryptNamedLogGroups')).toMatchObject({
      principals: [{ type: 'Service', identifiers: ['logs.eu-west-1.amazonaws.com'] }],
      condition: [
        {
          test: 'ArnLike',
          variable: 'kms:EncryptionContext:aws:logs:arn',
          values: ['arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/deposits-test-*'],
        },
      ],
    });
    expect(statement(statements, 'UseBySns')['condition']).toEqual([
      { test: 'StringEquals', variable: 'aws:SourceAccount', values: ['111122223333'] },
      { test: 'ArnLike', variable: 'aws:SourceArn', values: ['arn:aws:sns:eu-west-1:111122223333:cleared'] },
    ]);
    expect(statement(statements, 'UseByEvents')['condition']).toHaveLength(1);
  });

  test('names services as the partition does', () => {
    expect(viaService({ ...LOCATION, partition: 'aws-cn', region: 'cn-north-1' }, ['s3']).values).toEqual([
      's3.cn-north-1.amazonaws.com.cn',
    ]);
  });

  test('imported: creates nothing and grants the same', () => {
    // GIVEN
    const stack = synthesize((scope) => {
      const own = new CustomerKey(scope, 'key', PROPS);
      const imported = CustomerKey.fromAttributes(own.attributes());
      // WHEN / THEN
      expect(imported.attributes()).toEqual(own.attributes());
      expect(imported.decryptVia('s3', { a: 'b' })).toEqual(own.decryptVia('s3', { a: 'b' }));
      expect(imported.encryptVia('s3')).toEqual(own.encryptVia('s3'));
      expect(imported.useVia('dynamodb')).toEqual(own.useVia('dynamodb'));
    });
    expect(Object.keys(stack.resources('aws_kms_key'))).toHaveLength(1);
  });

  test('grants are limited to the service, and to the context when there is one', () => {
    expect(importedKey.decryptVia('secretsmanager', { SecretARN: 'arn:secret' })).toEqual({
      sid: 'DecryptThroughSecretsmanager',
      actions: ['kms:Decrypt'],
      resources: [KEY_ARN],
      conditions: [
        {
          test: 'StringEquals',
          variable: 'kms:ViaService',
          values: ['secretsmanager.eu-west-1.amazonaws.com'],
        },
        { test: 'StringEquals', variable: 'kms:EncryptionContext:SecretARN', values: ['arn:secret'] },
      ],
    });
    expect(importedKey.encryptVia('s3')).toMatchObject({
      sid: 'EncryptThroughS3',
      actions: ['kms:GenerateDataKey'],
      conditions: [{ variable: 'kms:ViaService', values: ['s3.eu-west-1.amazonaws.com'] }],
    });
    expect(importedKey.useVia('dynamodb').actions).not.toContain('kms:CreateGrant');
  });

  test('refuses all wrong properties at once', () => {
    synthesize((scope) => {
      const wrong: CustomerKeyProps = {
        ...PROPS,
        name: 'aws/deposits',
        services: [],
        deletionWindowDays: 6,
        rotationPeriodDays: 89.5,
      };
      expect(problemsOf(() => new CustomerKey(scope, 'wrong', wrong))).toEqual([
        ['key-name', 'name'],
        ['key-deletion-window', 'deletionWindowDays'],
        ['key-rotation-period', 'rotationPeriodDays'],
        ['key-unused', 'services'],
      ]);
    });
  });
});
