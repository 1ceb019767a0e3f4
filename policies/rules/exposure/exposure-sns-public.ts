import type { Rule } from '../rule';
import { publicOutcomes } from './support/public';

export const rule: Rule = {
  id: 'exposure-sns-public',
  severity: 'critical',
  summary: 'The policy of a topic does not let in everyone.',
  rationale:
    'Who may subscribe reads every message; who may publish speaks to all subscribers in the name of the system.',
  remediation:
    'Name the principals or add a condition on `aws:SourceArn`, `aws:SourceAccount` or `aws:PrincipalOrgID`.',
  references: ['CKV_AWS_169'],
  types: ['aws_sns_topic', 'aws_sns_topic_policy'],
  check: (resource, context) => publicOutcomes(resource, context, 'the topic'),
};
