import { DatabaseSecret, type DatabaseSecretProps } from '../../../modules/data/database-secret';
import { RandomSecret } from '../../../modules/data/random-secret';
import type { Block, Synthesized } from '../../support/synth';
import {
  actionsOf,
  importedKey,
  KEY_ARN,
  LOCATION,
  problemsOf,
  RecordingGrantee,
  synthesize,
} from './support';

const PROPS: DatabaseSecretProps = {
  name: 'deposits-test/ledger/application',
  description: 'The user of the application',
  key: importedKey,
  username: 'deposits_application',
};

function ephemeral(stack: Synthesized): Block {
  const blocks = (stack.json['ephemeral'] as Record<string, Record<string, Block>>)[
    'aws_secretsmanager_random_password'
  ];
  const [block] = Object.values(blocks ?? {});
  if (!block) throw new Error('no ephemeral password');
  return block;
}

describe('DatabaseSecret', () => {
  test('has a first password that no state and no plan holds', () => {
    // GIVEN / WHEN
    const stack = synthesize((scope) => new DatabaseSecret(scope, 'secret', PROPS));
    const version = stack.only('aws_secretsmanager_secret_version');
    // THEN
    expect(ephemeral(stack)).toMatchObject({ password_length: 64, exclude_punctuation: true });
    expect(version['secret_string']).toBeUndefined();
    expect(version['secret_string_wo']).toMatch(
      /^\$\{jsonencode\(\{"username" = "deposits_application", "password" = ephemeral\.aws_secretsmanager_random_password\.secret_Random_\w+\.random_password\}\)\}$/,
    );
    expect(version['secret_string_wo_version']).toBe(1);
  });

  test('keeps its first version alive through rotations, and ignores where the labels are', () => {
    const stack = synthesize((scope) => new DatabaseSecret(scope, 'secret', PROPS));
    expect(stack.only('aws_secretsmanager_secret_version')).toMatchObject({
      version_stages: ['AWSCURRENT', 'TERRAFORM'],
      lifecycle: { ignore_changes: ['version_stages'] },
    });
  });

  test('is encrypted with the customer key and recoverable', () => {
    const stack = synthesize((scope) => new DatabaseSecret(scope, 'secret', PROPS));
    expect(stack.only('aws_secretsmanager_secret')).toMatchObject({
      name: 'deposits-test/ledger/application',
      kms_key_id: KEY_ARN,
      recovery_window_in_days: 30,
      tags: { Name: 'deposits-test/ledger/application' },
    });
  });

  test('is denied to other accounts and without TLS', () => {
    // GIVEN
    const stack = synthesize((scope) => new DatabaseSecret(scope, 'secret', PROPS));
    const policy = stack.only('aws_secretsmanager_secret_policy');
    // WHEN
    const statements = stack.statements(policy['policy']);
    // THEN
    expect(policy['block_public_policy']).toBe(true);
    expect(statements.map(({ sid, effect }) => [sid, effect])).toEqual([
      ['DenyOtherAccounts', 'Deny'],
      ['DenyWithoutTls', 'Deny'],
    ]);
    expect(statements[0]?.['condition']).toEqual([
      { test: 'StringNotEquals', variable: 'aws:PrincipalAccount', values: ['111122223333'] },
      { test: 'BoolIfExists', variable: 'aws:PrincipalIsAWSService', values: ['false'] },
    ]);
  });

  test('names only actions in its policy that have the secret as their resource', () => {
    const stack = synthesize((scope) => new DatabaseSecret(scope, 'secret', PROPS));
    for (const { actions } of stack.statements(stack.only('aws_secretsmanager_secret_policy')['policy'])) {
      expect(actions).toEqual([
        'secretsmanager:GetSecretValue',
        'secretsmanager:PutSecretValue',
        'secretsmanager:UpdateSecret',
        'secretsmanager:UpdateSecretVersionStage',
      ]);
    }
  });

  test('custom: recovery window, generation and tags', () => {
    const stack = synthesize(
      (scope) =>
        new DatabaseSecret(scope, 'secret', {
          ...PROPS,
          recoveryWindowDays: 0,
          generation: 3,
          tags: { Owner: 'payments' },
        }),
    );
    expect(stack.only('aws_secretsmanager_secret')).toMatchObject({
      recovery_window_in_days: 0,
      tags: { Name: PROPS.name, Owner: 'payments' },
    });
    expect(stack.only('aws_secretsmanager_secret_version')['secret_string_wo_version']).toBe(3);
  });

  test('read: one action on one secret, and the key only for it', () => {
    synthesize((scope) => {
      // GIVEN
      const secret = new DatabaseSecret(scope, 'secret', PROPS);
      // WHEN
      const capability = secret.use('read');
      // THEN
      expect(capability).toMatchObject({
        title: 'deposits-test/ledger/application: read',
        destinations: [{ kind: 'service', service: 'secretsmanager' }],
        configuration: { secretArn: secret.secretArn },
      });
      expect(actionsOf(capability)).toEqual(['kms:Decrypt', 'secretsmanager:GetSecretValue']);
      expect(capability.statements[1]?.conditions?.[1]).toEqual({
        test: 'StringEquals',
        variable: 'kms:EncryptionContext:SecretARN',
        values: [secret.secretArn],
      });
    });
  });

  test('rotate: what the four steps of a rotation take', () => {
    synthesize((scope) => {
      expect(actionsOf(new DatabaseSecret(scope, 'secret', PROPS).use('rotate'))).toEqual([
        'kms:Decrypt',
        'kms:GenerateDataKey',
        'secretsmanager:DescribeSecret',
        'secretsmanager:GetSecretValue',
        'secretsmanager:PutSecretValue',
        'secretsmanager:UpdateSecretVersionStage',
      ]);
    });
  });

  test('imported: creates nothing and grants the same', () => {
    // GIVEN
    const stack = synthesize((scope) => {
      const own = new DatabaseSecret(scope, 'secret', PROPS);
      const imported = DatabaseSecret.fromAttributes(own.attributes());
      const grantee = new RecordingGrantee();
      // WHEN
      imported.grantRead(grantee);
      imported.grantRotate(grantee);
      own.grantRead(grantee);
      own.grantRotate(grantee);
      // THEN
      expect(grantee.accepted.slice(0, 2)).toEqual(grantee.accepted.slice(2));
      expect(imported.attributes()).toEqual(own.attributes());
      expect(own.attributes().key).toEqual({ keyArn: KEY_ARN, location: LOCATION });
    });
    expect(Object.keys(stack.resources('aws_secretsmanager_secret'))).toHaveLength(1);
  });

  test('refuses all wrong properties at once', () => {
    synthesize((scope) => {
      const wrong: DatabaseSecretProps = {
        ...PROPS,
        name: 'deposits-abc123',
        recoveryWindowDays: 3,
        generation: 0,
        username: 'pg_user',
      };
      expect(problemsOf(() => new DatabaseSecret(scope, 'wrong', wrong))).toEqual([
        ['secret-name', 'name'],
        ['secret-recovery-window', 'recoveryWindowDays'],
        ['secret-generation', 'generation'],
        ['database-username', 'username'],
      ]);
    });
  });

  test.each(['rdsadmin', 'Application', '9lives', 'a b', ''])('refuses the user name %p', (username) => {
    synthesize((scope) => {
      const call = () => new DatabaseSecret(scope, 'wrong', { ...PROPS, username });
      expect(problemsOf(call)).toEqual([['database-username', 'username']]);
    });
  });
});

describe('RandomSecret', () => {
  test('holds the base64 text of 32 random bytes and nothing else', () => {
    const { username: _, ...props } = PROPS;
    const stack = synthesize((scope) => new RandomSecret(scope, 'pseudonym', props));
    expect(stack.only('aws_secretsmanager_secret_version')['secret_string_wo']).toMatch(
      /^\$\{base64sha256\(ephemeral\.aws_secretsmanager_random_password\.pseudonym_Random_\w+\.random_password\)\}$/,
    );
  });
});
