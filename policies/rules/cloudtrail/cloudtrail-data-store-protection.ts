import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cloudtrail-data-store-protection',
  severity: 'medium',
  summary: 'An event data store cannot be deleted by one call.',
  rationale: 'Whoever wants to hide what he did deletes the store first.',
  remediation: 'Remove `termination_protection_enabled = false`.',
  types: ['aws_cloudtrail_event_data_store'],
  check: (resource) => mustBeTrue(resource, 'termination_protection_enabled', { absent: true }),
};
