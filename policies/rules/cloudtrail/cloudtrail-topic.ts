import { mustBeSet } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cloudtrail-topic',
  severity: 'low',
  summary: 'A trail reports each file to a topic.',
  rationale: 'What reads the events learns at once that there are new ones, and notices when none come.',
  remediation: 'Set `sns_topic_name`.',
  references: ['CKV_AWS_252'],
  types: ['aws_cloudtrail'],
  check: (resource) => mustBeSet(resource, 'sns_topic_name'),
};
