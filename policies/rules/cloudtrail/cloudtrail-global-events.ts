import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cloudtrail-global-events',
  severity: 'medium',
  summary: 'A trail records the events of services without a region.',
  rationale: 'Those are IAM and STS: who made himself an administrator.',
  remediation: 'Remove `include_global_service_events = false`.',
  types: ['aws_cloudtrail'],
  check: (resource) => mustBeTrue(resource, 'include_global_service_events', { absent: true }),
};
