import { type Outcome, pass } from '../outcome';
import type { Rule } from '../rule';
import { judgeTrust } from './support/trust';

export const rule: Rule = {
  id: 'iam-service-trust-source',
  severity: 'low',
  summary: 'A role that a service assumes for many customers names the resource for which it does.',
  rationale:
    'Another customer can tell the same service to use this role’s ARN (the confused deputy). The services listed here fill in ' +
    '`aws:SourceArn` and `aws:SourceAccount`, so that the role can see for whom they ask.',
  remediation: 'Add `ArnLike` on `aws:SourceArn` or `StringEquals` on `aws:SourceAccount` to the statement.',
  types: ['aws_iam_role'],
  check: (resource, context) => {
    const outcomes: readonly Outcome[] = judgeTrust(
      resource,
      context,
      ({ principals, conditions, constrained }) => {
        const service = principals.find(({ type, value }) => type === 'Service' && FILL_IN_SOURCE.has(value));
        if (!service) return undefined;
        const named =
          constrained && conditions.some(({ key }) => /^aws:source(arn|account|orgid|orgpaths)$/i.test(key));
        return named ? undefined : `${service.value} may assume the role for anybody’s resource`;
      },
    );
    return outcomes.map((outcome) => (outcome.status === 'unknown' ? pass() : outcome));
  },
};

/** Services whose own guides say to write the condition into the role that they assume. */
const FILL_IN_SOURCE: ReadonlySet<string> = new Set([
  'scheduler.amazonaws.com',
  'pipes.amazonaws.com',
  'states.amazonaws.com',
  'bedrock.amazonaws.com',
  'transfer.amazonaws.com',
  'datasync.amazonaws.com',
  'appflow.amazonaws.com',
  'vpc-flow-logs.amazonaws.com',
]);
