import { isUnknown } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'events-discovery-key',
  severity: 'medium',
  summary: 'Schemas are not discovered on a bus that has a key of its own.',
  rationale:
    'EventBridge does not discover schemas on a bus with a customer managed key; and on any bus the names and shapes ' +
    'of all fields land in a registry that others may read.',
  remediation: 'Remove `aws_schemas_discoverer`, and keep the schemas in the repository.',
  types: ['aws_schemas_discoverer'],
  check: (discoverer, context): Outcome | readonly Outcome[] => {
    const [bus] = context.graph.referencesFrom(discoverer, 'source_arn', 'aws_cloudwatch_event_bus');
    if (!bus) return [];
    const key = written(bus, 'kms_key_identifier');
    if (key === undefined || key === '') return pass();
    return isUnknown(key) && !key.reference
      ? unknown('kms_key_identifier', key, { resource: bus, path: 'kms_key_identifier' })
      : fail(`${bus.address} has a key of its own`, 'source_arn');
  },
};
