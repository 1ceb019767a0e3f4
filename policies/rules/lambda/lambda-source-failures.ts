import { isUnknown } from '../../graph/value';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { sourceKind } from './support/event-source';

export const rule: Rule = {
  id: 'lambda-source-failures',
  severity: 'low',
  summary: 'Records of a stream that a function cannot work on are sent somewhere.',
  rationale:
    'A record that always fails stops its shard until it expires, after a day or more; then it is lost without a trace.',
  remediation: 'Set `destination_config { on_failure }` and `maximum_retry_attempts`.',
  types: ['aws_lambda_event_source_mapping'],
  check: (resource, context) => {
    const kind = sourceKind(resource, context);
    // A queue has a redrive policy of its own; DocumentDB and MQ have none here.
    if (kind !== 'stream' && kind !== 'kafka') return [];
    const destination = resource.get('destination_config[0].on_failure[0].destination_arn');
    if (isUnknown(destination) && destination.reference?.kind !== 'resource')
      return unknown('destination_config', destination);
    return destination === undefined
      ? fail('records that fail are retried until they expire, and then lost', 'destination_config')
      : pass();
  },
};
