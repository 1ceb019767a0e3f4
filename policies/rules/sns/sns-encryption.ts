import { mustBeSet } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'sns-encryption',
  severity: 'medium',
  summary: 'A topic encrypts its messages with KMS.',
  rationale:
    'A topic does not encrypt unless it is told to: messages are stored in clear text until they are delivered.',
  remediation: 'Set `kms_master_key_id` to an `aws_kms_key` whose policy lets the publishers use it.',
  references: ['CKV_AWS_26', 'AVD-AWS-0095'],
  types: ['aws_sns_topic'],
  check: (topic) => mustBeSet(topic, 'kms_master_key_id', { message: 'the topic is not encrypted' }),
};
