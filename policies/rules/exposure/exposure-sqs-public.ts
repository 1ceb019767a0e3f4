import type { Rule } from '../rule';
import { publicOutcomes } from './support/public';

export const rule: Rule = {
  id: 'exposure-sqs-public',
  severity: 'critical',
  summary: 'The policy of a queue does not let in everyone.',
  rationale:
    'Who may send to a queue chooses what the consumers work on; who may receive takes messages away from them.',
  remediation:
    'Name the principals or add a condition on `aws:SourceArn`, `aws:SourceAccount` or `aws:PrincipalOrgID`.',
  references: ['CKV_AWS_168', 'CKV_AWS_387'],
  types: ['aws_sqs_queue', 'aws_sqs_queue_policy'],
  check: (resource, context) => publicOutcomes(resource, context, 'the queue'),
};
