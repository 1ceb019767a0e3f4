import { mustHaveCustomerKey } from '../customer-key';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cloudtrail-data-store-key',
  severity: 'low',
  summary: 'An event data store is encrypted with a key of its own.',
  rationale: 'The store keeps the events for years; a key whose policy you decide says who may read them.',
  remediation: 'Set `kms_key_id`.',
  references: ['CKV_AWS_294'],
  types: ['aws_cloudtrail_event_data_store'],
  check: (resource, context) => mustHaveCustomerKey(resource, 'kms_key_id', context),
};
