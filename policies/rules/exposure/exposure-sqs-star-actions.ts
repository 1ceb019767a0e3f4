import { policiesSetBy } from '../../model/resource-policies/resource-policies';
import type { Rule } from '../rule';
import { starActions } from './support/star-actions';

export const rule: Rule = {
  id: 'exposure-sqs-star-actions',
  severity: 'high',
  summary: 'The policy of a queue names the actions that it allows.',
  rationale:
    'All actions include deleting the queue, emptying it and changing the policy itself; a producer needs to send only.',
  remediation: 'Replace `*` and `sqs:*` by the actions that are needed, such as `sqs:SendMessage`.',
  references: ['CKV_AWS_72', 'AVD-AWS-0097'],
  types: ['aws_sqs_queue', 'aws_sqs_queue_policy'],
  check: (resource, context) =>
    policiesSetBy(context, resource).flatMap((policy) => starActions(policy, 'sqs', 'the queue')),
};
