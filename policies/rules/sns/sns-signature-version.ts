import { toText } from '../../graph/value';
import { mustBeAtLeast, written } from '../attribute';
import { companionsOf } from '../companions';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'sns-signature-version',
  severity: 'low',
  summary: 'Messages to HTTPS endpoints are signed with SHA-256.',
  rationale: 'Version 1, the default, signs a SHA-1 hash, for which collisions can be made.',
  remediation: 'Set `signature_version = 2`.',
  types: ['aws_sns_topic'],
  check: (topic, context) => {
    const { sure } = companionsOf(context, topic, 'aws_sns_topic_subscription', 'topic_arn', ['arn', 'id']);
    if (!sure.some((one) => ['http', 'https'].includes(String(toText(written(one, 'protocol')))))) return [];
    return mustBeAtLeast(topic, 'signature_version', 2, {
      absent: 1,
      message: 'messages to HTTPS endpoints are signed with SHA-1',
    });
  },
};
