import { judge } from '../../iam/evaluate';
import { PreparedRequest } from '../../iam/request';
import { EVERYTHING } from '../../model/identity/allow-everything';
import { executionRoles } from '../../model/identity/execution-roles';
import type { AttachedPolicy } from '../../model/identity/principal';
import type { ProofViolation } from '../../report/proof';
import type { RuleContext } from '../../rules/context';
import { fail, unknown } from '../../rules/outcome';

/** What no function does: it takes over the account, or destroys what is not in its hands. By the ARN of one example each. */
const NEVER: readonly (readonly [action: string, resource: string])[] = [
  ['dynamodb:DeleteTable', 'dynamodb:{place}:table/tf~any'],
  ['events:DeleteEventBus', 'events:{place}:event-bus/tf~any'],
  ['iam:CreateUser', 'iam::{account}:user/tf~any'],
  ['iam:PutRolePolicy', 'iam::{account}:role/tf~any'],
  ['kms:CreateGrant', 'kms:{place}:key/tf~any'],
  ['kms:DisableKey', 'kms:{place}:key/tf~any'],
  ['kms:PutKeyPolicy', 'kms:{place}:key/tf~any'],
  ['kms:ScheduleKeyDeletion', 'kms:{place}:key/tf~any'],
  ['lambda:UpdateFunctionCode', 'lambda:{place}:function:tf~any'],
  ['s3:DeleteBucket', 's3:::tf~any'],
  ['s3:DeleteBucketPolicy', 's3:::tf~any'],
  ['s3:PutBucketPolicy', 's3:::tf~any'],
  ['secretsmanager:DeleteSecret', 'secretsmanager:{place}:secret:tf~any'],
  ['secretsmanager:PutResourcePolicy', 'secretsmanager:{place}:secret:tf~any'],
  ['sqs:DeleteQueue', 'sqs:{place}:tf~any'],
  ['sts:AssumeRole', 'iam::{account}:role/tf~any'],
];

/** How many of the actions a message names. */
const NAMED = 4;

/** The boundary of functions' roles leaves out what no function does, whatever a grant says. */
export function boundaryViolations(context: RuleContext): readonly ProofViolation[] {
  const found = new Map<string, AttachedPolicy>();
  for (const { resource, role } of context.derive(executionRoles).all) {
    if (resource.type === 'aws_lambda_function' && role?.boundary)
      found.set(role.boundary.holder.key, role.boundary);
  }
  return [...found.values()].flatMap((boundary) => ofBoundary(context, boundary));
}

function ofBoundary(
  context: RuleContext,
  { holder, policy, bound }: AttachedPolicy,
): readonly ProofViolation[] {
  const { partition, region, account } = context.graph.place(holder);
  const allowed: string[] = [];
  const open: string[] = [];
  for (const [action, shape] of NEVER) {
    const arn = `arn:${partition}:iam::${account}:role/tf~function`;
    const request = new PreparedRequest({
      principal: { kind: 'role', arn, accountId: account, roleArn: arn },
      action,
      resource: `arn:${partition}:${shape.replace('{place}', `${region}:${account}`).replace('{account}', account)}`,
      resourceAccountId: account,
      otherKeys: 'unknown',
    });
    const layer = judge(request, { identity: [EVERYTHING], boundary: policy }).layers.find(
      (one) => one.layer === 'boundary',
    );
    if (layer?.denied === true || layer?.allowed === false) continue;
    (layer?.allowed === true && layer.denied === false ? allowed : open).push(action);
  }
  const named = (actions: readonly string[]): string =>
    actions.length > NAMED
      ? `${actions.slice(0, NAMED).join(', ')} and ${actions.length - NAMED} more`
      : actions.join(', ');
  const path = bound ? 'policy' : '';
  return [
    ...(allowed.length > 0
      ? [
          {
            subject: holder,
            outcome: fail(
              `the boundary of functions lets them do ${named(allowed)}, if a grant says so`,
              path,
            ),
            counterExample: allowed.map((action) => `${action} is within the boundary`),
          },
        ]
      : []),
    ...(open.length > 0
      ? [
          {
            subject: holder,
            outcome: unknown(
              `whether the boundary leaves out ${named(open)}`,
              'a statement of it is not known',
              path,
            ),
          },
        ]
      : []),
  ];
}
