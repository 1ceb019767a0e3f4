import { isUnknown, toText } from '../../graph/value';
import { mustBeSet, written } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'events-bus-key',
  severity: 'low',
  summary: 'An event bus of your own is encrypted with a key of the account.',
  rationale:
    'Without a key of yours, events and patterns are encrypted with a key of AWS: nobody can see who used it, nor ' +
    'take it away.',
  remediation: 'Set `kms_key_identifier`.',
  types: ['aws_cloudwatch_event_bus'],
  check: (bus) => {
    const name = toText(written(bus, 'name'));
    // The default bus is there in every account; Terraform only takes it over.
    if (!isUnknown(name) && name === 'default') return [];
    return mustBeSet(bus, 'kms_key_identifier', { message: 'the bus has no key of the account' });
  },
};
