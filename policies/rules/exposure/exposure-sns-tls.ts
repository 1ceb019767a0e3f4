import { isUnknown } from '../../graph/value';
import { pass } from '../outcome';
import type { Rule } from '../rule';
import { refusesPlainText } from './support/tls';

export const rule: Rule = {
  id: 'exposure-sns-tls',
  severity: 'medium',
  summary: 'A topic is encrypted with a key, or its policy refuses to publish without TLS.',
  rationale:
    'SNS takes messages over HTTP. A topic that is encrypted with a key in KMS takes them over TLS only.',
  remediation:
    'Set `kms_master_key_id`, or add a Deny for everyone on `sns:Publish` with `Bool` `aws:SecureTransport` `false`.',
  references: ['AwsSolutions-SNS3'],
  types: ['aws_sns_topic'],
  check: (resource, context) => {
    const key = resource.get('kms_master_key_id');
    const isKey = isUnknown(key) ? key.reference?.kind === 'resource' : key !== undefined && key !== '';
    return isKey
      ? pass()
      : refusesPlainText(resource, context, {
          what: 'the topic',
          action: 'sns:publish',
          separate: 'aws_sns_topic_policy',
        });
  },
};
