import type { Block } from '../block';
import type { Edit } from '../edit';
import { type Change, change, type MutationKind } from '../kind';
import type { Json, JsonObject } from '../system-json';
import type { PolicyView, StatementView, SystemView } from '../system-view';

const FOREIGN = 'arn:aws:iam::999999999999:root';

function of(statement: StatementView, changes: Readonly<Record<string, Json | undefined>>): Change {
  return change([statement.document.block, statement.document.holder], statement.with(changes));
}

const held =
  (...types: readonly string[]) =>
  (view: SystemView): readonly PolicyView[] =>
    view.policies('resource').filter(({ holder }) => types.includes(holder.type));

const PUBLIC: Readonly<
  Record<string, { actions: readonly string[]; rule: string; holders: readonly string[] }>
> = {
  queue: {
    actions: ['sqs:SendMessage', 'sqs:ReceiveMessage'],
    rule: 'exposure-sqs-public',
    holders: ['aws_sqs_queue'],
  },
  topic: {
    actions: ['sns:Publish', 'sns:Subscribe'],
    rule: 'exposure-sns-public',
    holders: ['aws_sns_topic'],
  },
  bucket: { actions: ['s3:GetObject'], rule: 'exposure-s3-public', holders: ['aws_s3_bucket_policy'] },
  key: { actions: ['kms:Decrypt'], rule: 'exposure-kms-public', holders: ['aws_kms_key'] },
  secret: {
    actions: ['secretsmanager:GetSecretValue'],
    rule: 'exposure-secret-public',
    holders: ['aws_secretsmanager_secret_policy'],
  },
};

/** What everybody is given, in a statement of its own. */
function publicStatement(policy: PolicyView, actions: readonly string[], more: JsonObject = {}): JsonObject {
  return {
    sid: 'Everyone',
    effect: 'Allow',
    actions,
    principals: [{ type: '*', identifiers: ['*'] }],
    resources: policy.statements.find(({ effect }) => effect === 'Deny')?.resources ?? ['*'],
    ...more,
  };
}

/** What AWS itself refuses is no weakness: the switch that makes it refuse is turned off too. */
function unblocked(view: SystemView, { holder, statements }: PolicyView): readonly Edit[] {
  const guards = statements.filter(({ sid }) => sid === 'DenyOtherAccounts').map((one) => one.drop());
  if (holder.get('block_public_policy') === true)
    return [holder.set(['block_public_policy'], false), ...guards];
  return view
    .all('aws_s3_bucket_public_access_block')
    .filter(({ stack, body }) => stack === holder.stack && body['bucket'] === holder.body['bucket'])
    .map((block) => block.drop());
}

const PUBLIC_KINDS: readonly MutationKind[] = Object.entries(PUBLIC).flatMap(
  ([what, { actions, rule, holders }]) => {
    const kind = (id: string, weakness: string, more: JsonObject): MutationKind => ({
      id,
      weakness,
      caughtBy: [rule],
      changes: (view) =>
        held(...holders)(view).map((policy) =>
          change(
            [policy.block, policy.holder],
            policy.append(publicStatement(policy, actions, more)),
            ...unblocked(view, policy),
          ),
        ),
    });
    return [
      kind(`${what}-for-everyone`, `the policy of a ${what} lets in everyone`, {}),
      kind(
        `${what}-for-everyone-idle-condition`,
        `a condition that always holds is all that keeps everyone from a ${what}`,
        {
          condition: [{ test: 'StringLike', variable: 'aws:PrincipalAccount', values: ['*'] }],
        },
      ),
    ];
  },
);

const admitted = (view: SystemView): readonly StatementView[] =>
  view
    .allows('resource')
    .filter(
      ({ body, conditions }) =>
        JSON.stringify(body['principals'] ?? '').includes('"Service"') && conditions.length > 0,
    );

const endpoints = (view: SystemView): readonly Block[] =>
  view.all('aws_vpc_endpoint').filter(({ body }) => body['policy'] !== undefined);

const TLS: Readonly<Record<string, readonly string[]>> = {
  'exposure-s3-tls': ['aws_s3_bucket_policy'],
  'exposure-sqs-tls': ['aws_sqs_queue'],
};

export const RESOURCE_POLICY_KINDS: readonly MutationKind[] = [
  ...PUBLIC_KINDS,
  {
    id: 'service-without-source',
    weakness: 'a service may act on the resource for every customer',
    caughtBy: ['exposure-confused-deputy'],
    changes: (view) => admitted(view).map((one) => of(one, { condition: undefined })),
  },
  {
    id: 'service-source-any',
    weakness: 'the condition on the source of a service holds for every source',
    caughtBy: ['exposure-confused-deputy'],
    changes: (view) =>
      admitted(view).map((one) =>
        of(one, { condition: one.conditions.map((old) => ({ ...old, test: 'StringLike', values: ['*'] })) }),
      ),
  },
  {
    id: 'service-source-if-exists',
    weakness: 'the condition on the source of a service holds where there is none',
    caughtBy: ['exposure-confused-deputy'],
    changes: (view) =>
      admitted(view).map((one) =>
        of(one, {
          condition: one.conditions.map((old) => ({ ...old, test: `${String(old['test'])}IfExists` })),
        }),
      ),
  },
  {
    id: 'topic-for-another-account',
    weakness: 'another account may publish to the topic',
    caughtBy: ['exposure-sns-cross-account'],
    changes: (view) =>
      held('aws_sns_topic')(view).map((policy) =>
        change(
          [policy.block, policy.holder],
          policy.append(
            publicStatement(policy, ['sns:Publish'], {
              principals: [{ type: 'AWS', identifiers: [FOREIGN] }],
            }),
          ),
        ),
      ),
  },
  {
    id: 'all-but-some-principals',
    weakness: 'a resource policy allows all principals but one',
    caughtBy: ['exposure-not-principal'],
    changes: (view) =>
      held(
        'aws_sqs_queue',
        'aws_sns_topic',
        'aws_s3_bucket_policy',
        'aws_secretsmanager_secret_policy',
      )(view).map((policy) => {
        const { principals: _, ...rest } = publicStatement(policy, actionsFor(policy));
        const statement = { ...rest, not_principals: [{ type: 'AWS', identifiers: [FOREIGN] }] };
        return change([policy.block, policy.holder], policy.append(statement));
      }),
  },
  {
    id: 'all-but-some-in-resource-policy',
    weakness: 'a resource policy allows all actions but one',
    caughtBy: ['exposure-negated-scope'],
    changes: (view) =>
      held(
        'aws_sqs_queue',
        'aws_sns_topic',
        'aws_s3_bucket_policy',
      )(view).map((policy) => {
        const { actions: _, ...rest } = publicStatement(policy, [], {
          principals: [{ type: 'AWS', identifiers: [FOREIGN] }],
        });
        const statement = { ...rest, not_actions: ['s3:DeleteBucket'] };
        return change([policy.block, policy.holder], policy.append(statement));
      }),
  },
  {
    id: 'every-action-on-a-queue',
    weakness: 'the policy of a queue allows all actions',
    caughtBy: ['exposure-sqs-star-actions'],
    changes: (view) =>
      held('aws_sqs_queue')(view).map((policy) =>
        change(
          [policy.block, policy.holder],
          policy.append(
            publicStatement(policy, ['sqs:*'], { principals: [{ type: 'AWS', identifiers: [FOREIGN] }] }),
          ),
        ),
      ),
  },
  ...Object.entries(TLS).map(
    ([rule, holders]): MutationKind => ({
      id: `${rule.split('-')[1] ?? ''}-without-tls`,
      weakness: 'the policy no longer refuses requests without TLS',
      caughtBy: [rule],
      changes: (view) =>
        held(...holders)(view).flatMap((policy) =>
          policy.statements
            .filter(({ sid }) => sid === 'DenyWithoutTls')
            .flatMap((one) => [
              change([policy.block, policy.holder], one.drop()),
              of(one, { condition: one.conditions.map((old) => ({ ...old, values: ['true'] })) }),
            ]),
        ),
    }),
  ),
  {
    id: 'bus-for-everyone',
    weakness: 'everyone may put events on the bus',
    caughtBy: ['exposure-event-bus-public'],
    changes: (view) =>
      view.all('aws_cloudwatch_event_bus').flatMap((bus) => {
        const policy = bus.beside(
          'policy',
          {
            event_bus_name: bus.reference('name'),
            policy: `\${jsonencode({"Version" = "2012-10-17", "Statement" = [{"Sid" = "All", "Effect" = "Allow", "Principal" = "*", "Action" = "events:PutEvents", "Resource" = ${bus.address}.arn}]})}`,
          },
          'aws_cloudwatch_event_bus_policy',
        );
        const permission = bus.beside(
          'permission',
          { event_bus_name: bus.reference('name'), principal: '*', statement_id: 'All' },
          'aws_cloudwatch_event_permission',
        );
        return [change([bus, policy], policy.add()), change([bus, permission], permission.add())];
      }),
  },
  {
    id: 'endpoint-for-everything',
    weakness: 'the policy of an endpoint allows everything',
    caughtBy: ['endpoint-policy-full-access'],
    changes: (view) =>
      view.policies('endpoint').flatMap(({ block, holder, statements }) => {
        const [first] = statements;
        const open = { actions: ['*'], resources: ['*'], condition: undefined };
        return first ? [change([block, holder], first.with(open))] : [];
      }),
  },
  {
    id: 'endpoint-without-policy',
    weakness: 'an endpoint has the policy that AWS gives it, which allows everything',
    caughtBy: ['endpoint-policy-written'],
    changes: (view) => endpoints(view).map((one) => change(one, one.remove('policy'))),
  },
  {
    id: 'endpoint-to-any-resource',
    weakness: 'an endpoint leads any principal to any resource',
    caughtBy: ['endpoint-policy-perimeter', 'endpoint-policy-full-access'],
    changes: (view) =>
      view.allows('endpoint').map((one) => of(one, { resources: ['*'], condition: undefined })),
  },
  {
    id: 'api-for-everyone',
    weakness: 'the policy of a private API admits every endpoint of every account',
    caughtBy: ['exposure-api-private'],
    changes: (view) =>
      view.policies('resource').flatMap((policy) => {
        const deny = policy.statements.find(({ sid }) => sid === 'DenyOutsideEndpoints');
        const allow = policy.statements.find(({ effect }) => effect === 'Allow');
        if (policy.holder.type !== 'aws_api_gateway_rest_api_policy' || !deny || !allow) return [];
        const open = allow.set('principals', [{ type: '*', identifiers: ['*'] }]);
        return [change([policy.block, policy.holder], open, deny.drop())];
      }),
  },
];

function actionsFor({ holder }: PolicyView): readonly string[] {
  return Object.values(PUBLIC).find(({ holders }) => holders.includes(holder.type))?.actions ?? [];
}
