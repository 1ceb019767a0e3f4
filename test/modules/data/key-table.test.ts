import { KeyTable, type KeyTableProps } from '../../../modules/data/key-table';
import { actionsOf, importedKey, KEY_ARN, problemsOf, RecordingGrantee, synthesize } from './support';

const PROPS: KeyTableProps = { name: 'deposits-test-idempotency', key: importedKey };

describe('KeyTable', () => {
  test('is paid by request, forgets, recovers, is encrypted and protected', () => {
    const stack = synthesize((scope) => new KeyTable(scope, 'table', PROPS));
    expect(stack.only('aws_dynamodb_table')).toEqual(
      expect.objectContaining({
        name: 'deposits-test-idempotency',
        billing_mode: 'PAY_PER_REQUEST',
        hash_key: 'pk',
        attribute: [{ name: 'pk', type: 'S' }],
        ttl: { enabled: true, attribute_name: 'expiresAt' },
        point_in_time_recovery: { enabled: true, recovery_period_in_days: 35 },
        server_side_encryption: { enabled: true, kms_key_arn: KEY_ARN },
        deletion_protection_enabled: true,
        tags: { Name: 'deposits-test-idempotency' },
      }),
    );
  });

  test('custom: recovery period, no protection, tags', () => {
    const stack = synthesize(
      (scope) =>
        new KeyTable(scope, 'table', {
          ...PROPS,
          recoveryPeriodDays: 7,
          deletionProtection: false,
          tags: { Owner: 'payments' },
        }),
    );
    expect(stack.only('aws_dynamodb_table')).toMatchObject({
      point_in_time_recovery: { recovery_period_in_days: 7 },
      deletion_protection_enabled: false,
      tags: { Name: PROPS.name, Owner: 'payments' },
    });
  });

  test('claim: writes without reading, and the key through DynamoDB only', () => {
    synthesize((scope) => {
      // GIVEN
      const table = new KeyTable(scope, 'table', PROPS);
      // WHEN
      const capability = table.use('claim');
      // THEN
      expect(capability).toMatchObject({
        title: 'deposits-test-idempotency: claim',
        destinations: [{ kind: 'service', service: 'dynamodb' }],
        configuration: { tableName: table.tableName },
      });
      expect(actionsOf(capability).filter((action) => action.startsWith('dynamodb:'))).toEqual([
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
      ]);
      expect(capability.statements[0]?.resources).toEqual([table.tableArn]);
      expect(capability.statements[1]).toEqual(importedKey.useVia('dynamodb'));
    });
  });

  test.each([
    ['read', ['dynamodb:GetItem']],
    ['replace', ['dynamodb:GetItem', 'dynamodb:PutItem']],
    ['read-write', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem']],
  ] as const)('%s: items by their key, and nothing that scans', (access, actions) => {
    synthesize((scope) => {
      // GIVEN
      const table = new KeyTable(scope, 'table', PROPS);
      // WHEN
      const capability = table.use(access);
      // THEN
      expect(actionsOf(capability).filter((action) => action.startsWith('dynamodb:'))).toEqual(actions);
      expect(capability.statements).toHaveLength(2);
      expect(capability.statements[0]?.resources).toEqual([table.tableArn]);
      expect(capability.statements[1]).toEqual(importedKey.useVia('dynamodb'));
      expect(capability.destinations).toEqual([{ kind: 'service', service: 'dynamodb' }]);
    });
  });

  test('each grant gives what use says, own or imported', () => {
    synthesize((scope) => {
      const own = new KeyTable(scope, 'table', PROPS);
      for (const table of [own, KeyTable.fromAttributes(own.attributes())]) {
        const grantee = new RecordingGrantee();
        table.grantClaim(grantee);
        table.grantRead(grantee);
        table.grantReplace(grantee);
        table.grantReadWrite(grantee);
        const accesses = ['claim', 'read', 'replace', 'read-write'] as const;
        expect(grantee.accepted).toEqual(accesses.map((access) => table.use(access)));
      }
    });
  });

  test('imported: creates nothing and grants the same statements', () => {
    const stack = synthesize((scope) => {
      // GIVEN
      const own = new KeyTable(scope, 'table', PROPS);
      const imported = KeyTable.fromAttributes(own.attributes());
      const grantee = new RecordingGrantee();
      // WHEN
      own.grantClaim(grantee);
      imported.grantClaim(grantee);
      // THEN
      expect(grantee.accepted[1]?.statements).toEqual(grantee.accepted[0]?.statements);
      expect(grantee.titles).toEqual(['deposits-test-idempotency: claim', 'table: claim']);
      expect(imported.attributes()).toEqual(own.attributes());
    });
    expect(Object.keys(stack.resources('aws_dynamodb_table'))).toHaveLength(1);
  });

  test('imported by a plain name says the name', () => {
    const imported = KeyTable.fromAttributes({
      tableName: 'keys',
      tableArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/keys',
      key: importedKey.attributes(),
    });
    expect(imported.use('claim').title).toBe('keys: claim');
  });

  test('refuses all wrong properties at once', () => {
    synthesize((scope) => {
      const call = () => new KeyTable(scope, 'wrong', { ...PROPS, name: 'a b', recoveryPeriodDays: 36 });
      expect(problemsOf(call)).toEqual([
        ['table-name', 'name'],
        ['table-recovery-period', 'recoveryPeriodDays'],
      ]);
    });
  });
});
