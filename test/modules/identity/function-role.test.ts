import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import type { TerraformStack } from 'cdktf';
import { InvalidInputError } from '../../../modules/core/errors';
import { ENI_ACTIONS } from '../../../modules/identity/actions';
import { FunctionRole, type FunctionRoleProps } from '../../../modules/identity/function-role';
import type { Block, Synthesized } from '../../support/synth';
import { synthesizeAws } from './aws-stack';

const FUNCTION_ARN = 'arn:aws:lambda:eu-central-1:123456789012:function:dev-a';
const LOG_GROUP_ARN = 'arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/dev-a';
const props: FunctionRoleProps = {
  name: 'dev-a',
  functionArn: FUNCTION_ARN,
  accountId: '123456789012',
  logGroupArn: LOG_GROUP_ARN,
};

function role(
  change: Partial<FunctionRoleProps> = {},
  build?: (role: FunctionRole, stack: TerraformStack) => void,
) {
  return synthesizeAws((stack) => {
    const made = new FunctionRole(stack, 'role', { ...props, ...change });
    build?.(made, stack);
  });
}

function policy(synthesized: Synthesized, purpose: 'platform' | 'grants'): readonly Block[] {
  const found = Object.values(synthesized.resources('aws_iam_role_policy')).find(
    (block) => block['name'] === `dev-a-${purpose}`,
  );
  return synthesized.statements(found?.['policy']);
}

function bySid(statements: readonly Block[], sid: string): Block | undefined {
  return statements.find((statement) => statement['sid'] === sid);
}

describe('FunctionRole by default', () => {
  const synthesized = role();

  test('is trusted to Lambda, for this account', () => {
    const { assume_role_policy: trust } = synthesized.only('aws_iam_role');
    expect(synthesized.statements(trust)).toEqual([
      {
        sid: 'LambdaOfThisAccount',
        effect: 'Allow',
        actions: ['sts:AssumeRole'],
        principals: [{ type: 'Service', identifiers: ['lambda.amazonaws.com'] }],
        condition: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: ['123456789012'] }],
      },
    ]);
  });

  test('lets Lambda manage network interfaces, and denies it to the code', () => {
    const statements = policy(synthesized, 'platform');
    expect(bySid(statements, 'LambdaManagesEnisOfUnknownIds')).toMatchObject({
      effect: 'Allow',
      actions: [...ENI_ACTIONS],
      resources: ['*'],
    });
    expect(bySid(statements, 'CodeMayNotManageEnis')).toMatchObject({
      effect: 'Deny',
      actions: [...ENI_ACTIONS],
      resources: ['*'],
      condition: [{ test: 'ArnEquals', variable: 'lambda:SourceFunctionArn', values: [FUNCTION_ARN] }],
    });
  });

  test('writes to its own log group, and cannot make one', () => {
    expect(bySid(policy(synthesized, 'platform'), 'WriteOwnLogGroup')).toMatchObject({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [`${LOG_GROUP_ARN}:*`],
    });
    expect(JSON.stringify(synthesized.json)).not.toContain('logs:CreateLogGroup');
  });

  test('writes traces', () => {
    expect(bySid(policy(synthesized, 'platform'), 'WriteTracesXRayHasNoResources')).toBeDefined();
  });

  test('grants nothing to the code, decrypts nothing, has no boundary and no managed policy', () => {
    expect(Object.keys(synthesized.resources('aws_iam_role_policy'))).toHaveLength(1);
    expect(bySid(policy(synthesized, 'platform'), 'DecryptOwnEnvironment')).toBeUndefined();
    expect(synthesized.only('aws_iam_role')).not.toHaveProperty('permissions_boundary');
    expect(synthesized.resources('aws_iam_role_policy_attachment')).toEqual({});
  });

  test('has no wildcard in an allowed action', () => {
    const actions = policy(synthesized, 'platform').flatMap((statement) => statement['actions'] as string[]);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });
});

describe('FunctionRole with everything', () => {
  test('keeps every prop', () => {
    // WHEN
    const synthesized = role({
      description: 'Posts',
      permissionsBoundaryArn: 'arn:aws:iam::123456789012:policy/boundary',
      environmentKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/k',
      tracing: false,
      trust: 'function',
    });

    // THEN
    const block = synthesized.only('aws_iam_role');
    expect(block).toMatchObject({
      name: 'dev-a',
      description: 'Posts',
      permissions_boundary: 'arn:aws:iam::123456789012:policy/boundary',
      tags: { Name: 'dev-a' },
    });
    expect(synthesized.statements(block['assume_role_policy'])[0]?.['condition']).toContainEqual({
      test: 'ArnLike',
      variable: 'aws:SourceArn',
      values: [FUNCTION_ARN],
    });
    const statements = policy(synthesized, 'platform');
    expect(bySid(statements, 'WriteTracesXRayHasNoResources')).toBeUndefined();
    expect(bySid(statements, 'DecryptOwnEnvironment')).toMatchObject({
      actions: ['kms:Decrypt'],
      resources: ['arn:aws:kms:eu-central-1:123456789012:key/k'],
      condition: [
        {
          test: 'StringEquals',
          variable: 'kms:EncryptionContext:aws:lambda:FunctionArn',
          values: [FUNCTION_ARN],
        },
      ],
    });
  });
});

describe('FunctionRole.allow', () => {
  const send = { sid: 'Send', actions: ['sqs:SendMessage'] };

  test('writes one document for all grants, whenever they come, in an order that does not show when', () => {
    // GIVEN
    const early = { ...send, resources: ['arn:b'] };
    const late = { sid: 'Read', actions: ['s3:GetObject'], resources: ['arn:c'] };

    // WHEN
    const one = role({}, (made) => {
      made.allow([early]);
      made.allow([late]);
    });
    const other = role({}, (made) => {
      made.allow([late]);
      made.allow([early]);
    });

    // THEN
    expect(policy(one, 'grants').map(({ sid }) => sid)).toEqual(['Read', 'Send']);
    expect(other.json).toEqual(one.json);
  });

  test('takes two references to one attribute for one', () => {
    // WHEN
    const synthesized = role({}, (made, stack) => {
      const queue = new SqsQueue(stack, 'queue');
      made.allow([{ ...send, resources: [queue.arn] }]);
      made.allow([{ ...send, resources: [queue.arn] }]);
    });

    // THEN
    expect(policy(synthesized, 'grants')).toEqual([
      { ...send, effect: 'Allow', resources: ['${aws_sqs_queue.queue.arn}'] },
    ]);
  });

  test('ignores an empty grant', () => {
    expect(Object.keys(role({}, (made) => made.allow([])).resources('aws_iam_role_policy'))).toHaveLength(1);
  });

  test('refuses what IAM would refuse, and names the origin', () => {
    const grant = () =>
      role({}, (made) => made.allow([{ ...send, actions: ['sqs:*'], resources: [] }], 'queue: send'));
    expect(grant).toThrow(InvalidInputError);
    expect(grant).toThrow(/\[statement-action\] queue: send\[0\]\.actions: received "sqs:\*"/);
    expect(grant).toThrow(/statement-resources/);
  });

  test('refuses more than IAM stores, when the app is validated', () => {
    // GIVEN grants of about 130 characters each
    const many = (count: number) =>
      role({}, (made, stack) => {
        for (let i = 0; i < count; i++) {
          const queue = new SqsQueue(stack, `queue-${i}`);
          made.allow([{ sid: `Send${i}`, actions: ['sqs:SendMessage'], resources: [queue.arn] }]);
        }
      });

    // THEN
    expect(() => many(20)).not.toThrow();
    expect(() => many(60)).toThrow(/\[role-policy-size\] policies: received \d+; allowed: at most 10240/);
  });
});

describe('FunctionRole refuses', () => {
  test.each([
    ['a long name', { name: 'a'.repeat(65) }, 'role-name'],
    ['a name with a slash', { name: 'a/b' }, 'role-name'],
    ['an empty boundary', { permissionsBoundaryArn: '' }, 'role-permissions-boundary'],
  ])('%s', (_what, change, code) => {
    expect(() => role(change)).toThrow(`[${code}]`);
  });
});
