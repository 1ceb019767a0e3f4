import type { Rule } from '../rule';
import { mustRecordEvents } from './support/object-events';

export const rule: Rule = {
  id: 's3-read-events',
  severity: 'low',
  summary: 'A trail of the configuration that records events of objects records who reads them.',
  rationale: 'CloudTrail records calls on buckets, not on objects, unless an event selector says so.',
  remediation:
    'Add the bucket to `event_selector.data_resource.values` as `arn:aws:s3:::NAME/`, with ' +
    '`read_write_type = "All"`.',
  references: ['AVD-AWS-0172'],
  types: ['aws_s3_bucket'],
  check: (resource, context) => mustRecordEvents(resource, context, 'WriteOnly', 'reads'),
};
