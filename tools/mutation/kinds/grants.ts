import type { Block } from '../block';
import { type Change, change, type MutationKind } from '../kind';
import type { JsonObject } from '../system-json';
import type { StatementView, SystemView } from '../system-view';

const PROOF = 'proof-granted-is-used';

/** A change of one statement: at the document, at who has it. */
function of(statement: StatementView, edit: ReturnType<StatementView['drop']>): Change {
  return change([statement.document.block, statement.document.holder], edit);
}

const eachGrant =
  (edit: (statement: StatementView) => ReturnType<StatementView['drop']>) =>
  (view: SystemView): readonly Change[] =>
    view
      .allows('grants')
      .filter(({ resources }) => !resources.includes('*'))
      .map((statement) => of(statement, edit(statement)));

const appended =
  (statement: JsonObject) =>
  (view: SystemView): readonly Change[] =>
    view
      .policies('grants')
      .map((policy) =>
        change([policy.block, policy.holder], policy.append({ effect: 'Allow', ...statement })),
      );

const functionRoles = (view: SystemView): readonly Block[] =>
  view
    .all('aws_iam_role')
    .filter((role) => view.all('aws_lambda_function').some((one) => one.refersTo(role)));

function attached(role: Block, suffix: string, arn: string): Block {
  return role.beside(
    suffix,
    { policy_arn: arn, role: role.reference('name') },
    'aws_iam_role_policy_attachment',
  );
}

/** Parts are enough only where no boundary keeps the role from using them. */
function unbounded(role: Block) {
  return role.get('permissions_boundary') === undefined ? [] : [role.remove('permissions_boundary')];
}

/** A policy of its own for a part of what makes an administrator. */
function part(role: Block, suffix: string, actions: readonly string[]): Block {
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
  });
  return role.beside(suffix, { name: suffix, policy, role: role.reference('name') }, 'aws_iam_role_policy');
}

export const GRANT_KINDS: readonly MutationKind[] = [
  {
    id: 'every-action',
    weakness: 'a statement allows every action',
    caughtBy: ['iam-no-star-action', 'iam-no-admin', 'iam-no-wildcard-action'],
    changes: eachGrant((statement) => statement.set('actions', ['*'])),
  },
  {
    id: 'every-action-of-a-service',
    weakness: 'a statement allows all actions of a service',
    caughtBy: ['iam-no-wildcard-action'],
    changes: eachGrant((statement) =>
      statement.set('actions', [...new Set(statement.actions.map((one) => one.replace(/:.*/, ':*')))]),
    ),
  },
  {
    id: 'actions-by-prefix',
    weakness: 'a statement allows all actions that begin alike',
    caughtBy: ['iam-no-wildcard-action'],
    changes: eachGrant((statement) =>
      statement.set('actions', [
        ...new Set(statement.actions.map((one) => one.replace(/:([A-Z][a-z]+).*/, ':$1*'))),
      ]),
    ),
  },
  {
    id: 'every-resource',
    weakness: 'a statement that named its resource allows every resource',
    caughtBy: ['iam-no-star-resource', 'iam-no-unlimited-write', 'iam-no-data-exfiltration'],
    changes: eachGrant((statement) => statement.set('resources', ['*'])),
  },
  {
    id: 'resources-of-a-service',
    weakness: 'a statement allows all resources of a service',
    caughtBy: ['iam-no-star-resource', 'iam-no-unlimited-write', PROOF],
    changes: (view) =>
      view
        .allows('grants')
        .filter(({ actions }) => actions.some((one) => /^(dynamodb|s3|sqs|secretsmanager):/.test(one)))
        .map((statement) => {
          const service = (statement.actions[0] ?? '').replace(/:.*/, '');
          return of(statement, statement.set('resources', [`arn:aws:${service}:*:*:*`]));
        }),
  },
  {
    id: 'all-but-some-actions',
    weakness: 'a statement allows all actions but some',
    caughtBy: ['iam-no-negated-allow'],
    changes: eachGrant((statement) =>
      statement.with({ actions: undefined, not_actions: ['iam:*', 'organizations:*'] }),
    ),
  },
  {
    id: 'all-but-some-resources',
    weakness: 'a statement allows all resources but some',
    caughtBy: ['iam-no-negated-allow'],
    changes: eachGrant((statement) =>
      statement.with({ resources: undefined, not_resources: [...statement.resources] }),
    ),
  },
  {
    id: 'pass-any-role',
    weakness: 'a function may pass any role to a service',
    caughtBy: ['iam-no-pass-role-star'],
    changes: appended({ sid: 'Pass', actions: ['iam:PassRole'], resources: ['*'] }),
  },
  {
    id: 'give-oneself-permissions',
    weakness: 'a role may change the permissions of every role',
    caughtBy: ['iam-no-unlimited-permissions', 'iam-no-privilege-escalation'],
    changes: appended({
      sid: 'Own',
      actions: ['iam:PutRolePolicy', 'iam:AttachRolePolicy'],
      resources: ['*'],
    }),
  },
  {
    id: 'replace-code-of-others',
    weakness: 'a role may replace the code of functions with other roles',
    caughtBy: ['iam-no-unlimited-write', 'iam-no-privilege-escalation'],
    changes: appended({
      sid: 'Code',
      actions: ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'],
      resources: ['*'],
    }),
  },
  {
    id: 'assume-any-role',
    weakness: 'a function may take any role',
    caughtBy: [
      'iam-no-star-resource',
      'iam-no-privilege-escalation',
      'iam-no-unlimited-write',
      'iam-no-credentials-exposure',
    ],
    changes: appended({ sid: 'Assume', actions: ['sts:AssumeRole'], resources: ['*'] }),
  },
  {
    id: 'read-all-secrets',
    weakness: 'a function may read every secret',
    caughtBy: ['iam-no-data-exfiltration', 'iam-no-star-resource'],
    changes: appended({ sid: 'Secrets', actions: ['secretsmanager:GetSecretValue'], resources: ['*'] }),
  },
  {
    id: 'read-all-objects',
    weakness: 'a function may read every object of every bucket',
    caughtBy: ['iam-no-data-exfiltration', 'iam-no-star-resource'],
    changes: appended({ sid: 'Objects', actions: ['s3:GetObject'], resources: ['*'] }),
  },
  {
    id: 'every-bucket',
    weakness: 'a function may do everything with every bucket',
    caughtBy: ['iam-no-full-s3', 'iam-no-wildcard-action'],
    changes: appended({ sid: 'Buckets', actions: ['s3:*'], resources: ['*'] }),
  },
  {
    id: 'all-of-iam',
    weakness: 'a function may do everything in IAM',
    caughtBy: ['iam-no-full-iam', 'iam-no-privilege-escalation'],
    changes: appended({ sid: 'Iam', actions: ['iam:*'], resources: ['*'] }),
  },
  {
    id: 'make-credentials',
    weakness: 'a function may make access keys for users',
    caughtBy: ['iam-no-credentials-exposure', 'iam-no-privilege-escalation'],
    changes: appended({ sid: 'Keys', actions: ['iam:CreateAccessKey'], resources: ['*'] }),
  },
  {
    id: 'administrator-attached',
    weakness: 'AdministratorAccess is attached to a role',
    caughtBy: ['iam-no-administrator-access'],
    changes: (view) =>
      view.all('aws_iam_role').map((role) => {
        const one = attached(role, 'admin', 'arn:aws:iam::aws:policy/AdministratorAccess');
        return change([role, one], one.add());
      }),
  },
  {
    id: 'full-access-attached',
    weakness: 'a policy of AWS that allows a whole service is attached to a role',
    caughtBy: ['iam-no-full-access-policy'],
    changes: (view) =>
      [
        'AmazonS3FullAccess',
        'AmazonDynamoDBFullAccess',
        'AmazonSQSFullAccess',
        'AWSLambda_FullAccess',
      ].flatMap((name, index) => {
        const roles = functionRoles(view);
        const role = roles[(index * 5) % Math.max(1, roles.length)];
        if (!role) return [];
        const one = attached(role, 'full', `arn:aws:iam::aws:policy/${name}`);
        return [change([role, one], one.add())];
      }),
  },
  {
    id: 'administrator-in-parts',
    weakness: 'what makes an administrator is split over several policies of a role',
    caughtBy: ['iam-no-privilege-escalation'],
    changes: (view) =>
      functionRoles(view).map((role) => {
        const parts = [
          part(role, 'part_one', ['iam:PassRole']),
          part(role, 'part_two', ['lambda:CreateFunction']),
          part(role, 'part_three', ['lambda:InvokeFunction']),
        ];
        return change([role, ...parts], ...unbounded(role), ...parts.map((one) => one.add()));
      }),
  },
  {
    id: 'escalation-across-policies',
    weakness: 'a role may make a policy version the default that it may write itself, by two policies',
    caughtBy: ['iam-no-privilege-escalation'],
    changes: (view) =>
      functionRoles(view).map((role) => {
        const parts = [
          part(role, 'write_version', ['iam:CreatePolicyVersion']),
          part(role, 'choose_version', ['iam:SetDefaultPolicyVersion']),
        ];
        return change([role, ...parts], ...unbounded(role), ...parts.map((one) => one.add()));
      }),
  },
  {
    id: 'boundary-dropped',
    weakness: 'a role has no permissions boundary',
    caughtBy: ['iam-boundary-kept'],
    changes: (view) =>
      view
        .all('aws_iam_role')
        .filter(({ body }) => body['permissions_boundary'] !== undefined)
        .map((role) => change(role, role.remove('permissions_boundary'))),
  },
  {
    id: 'boundary-emptied',
    weakness: 'the permissions boundary allows everything',
    caughtBy: ['iam-boundary-limits'],
    changes: (view) =>
      view
        .policies('boundary')
        .map(({ block, holder }) =>
          change(
            [block, holder],
            block.set(['statement'], [{ effect: 'Allow', actions: ['*'], resources: ['*'] }]),
          ),
        ),
  },
  {
    id: 'network-interfaces-for-code',
    weakness: 'the code of a function may manage network interfaces',
    caughtBy: ['iam-function-code-no-network-interfaces'],
    changes: (view) =>
      view
        .policies('grants')
        .flatMap(({ statements }) => statements)
        .filter(({ effect, actions }) => effect === 'Deny' && actions.some((one) => one.startsWith('ec2:')))
        .flatMap((statement) => [
          of(statement, statement.drop()),
          of(
            statement,
            statement.with({
              condition: [
                {
                  test: 'ArnEquals',
                  variable: 'lambda:SourceFunctionArn',
                  values: ['arn:aws:lambda:*:*:function:other'],
                },
              ],
            }),
          ),
        ]),
  },
  {
    id: 'role-shared-by-functions',
    weakness: 'two functions have one role, and each the permissions of both',
    caughtBy: ['lambda-shared-role'],
    changes: (view) => {
      const functions = view.all('aws_lambda_function');
      return functions.flatMap((one, index) => {
        const other = functions[(index + 1) % functions.length];
        return other ? [change([one, other], one.set(['role'], other.get('role') ?? ''))] : [];
      });
    },
  },
  {
    id: 'user-with-policy',
    weakness: 'a user with a password of its own has permissions',
    caughtBy: ['iam-no-user-policy', 'iam-no-user'],
    changes: (view) =>
      functionRoles(view).map((role) => {
        const user = role.beside('user', { name: 'operator' }, 'aws_iam_user');
        const policy = role.beside(
          'user_policy',
          {
            user: user.reference('name'),
            policy: JSON.stringify({
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action: ['s3:ListBucket'], Resource: ['arn:aws:s3:::x'] }],
            }),
          },
          'aws_iam_user_policy',
        );
        return change([user, policy], user.add(), policy.add());
      }),
  },
  {
    id: 'another-table',
    weakness: 'a statement names one more resource than the code uses',
    caughtBy: [PROOF],
    changes: (view) =>
      view
        .allows('grants')
        .filter(({ resources }) => resources.some((one) => /outputs\.data\.\w+\.table_arn/.test(one)))
        .map((statement) =>
          of(statement, statement.set('resources', [...statement.resources, otherTable(statement)])),
        ),
  },
  {
    id: 'unused-action',
    weakness: 'a statement allows an action that the code does not use',
    caughtBy: [PROOF],
    changes: (view) => grantsOfService(view, 'dynamodb', 'dynamodb:BatchWriteItem'),
  },
];

function otherTable({ resources }: StatementView): string {
  const tables = ['approvals', 'batch_status', 'idempotency'];
  const named = resources.join(' ');
  const other = tables.find((one) => !named.includes(`.${one}.`)) ?? 'approvals';
  return `\${data.terraform_remote_state.data.outputs.data.${other}.table_arn}`;
}

function grantsOfService(view: SystemView, service: string, action: string): readonly Change[] {
  return view
    .allows('grants')
    .filter(
      ({ actions }) => actions.some((one) => one.startsWith(`${service}:`)) && !actions.includes(action),
    )
    .map((statement) => of(statement, statement.set('actions', [...statement.actions, action])));
}
