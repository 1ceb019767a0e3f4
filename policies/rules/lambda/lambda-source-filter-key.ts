import { mustBeSet } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'lambda-source-filter-key',
  severity: 'low',
  summary: 'Filter criteria of an event source are encrypted with a key of the customer.',
  rationale:
    'Criteria name values of the data: account numbers, types of customers. Without a key they are shown in the clear ' +
    'to everyone who may list the mappings.',
  remediation: 'Set `kms_key_arn` on the mapping.',
  types: ['aws_lambda_event_source_mapping'],
  check: (resource) =>
    resource.blocks('filter_criteria').length === 0
      ? []
      : mustBeSet(resource, 'kms_key_arn', { message: 'the filter criteria are not encrypted with a key' }),
};
