import { isList, isUnknown, toNumber } from '../../graph/value';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { sourceKind } from './support/event-source';

export const rule: Rule = {
  id: 'lambda-source-partial-failures',
  severity: 'low',
  summary: 'A function that gets several messages at once reports which of them failed.',
  rationale:
    'Without the report one bad message makes the whole batch come again: the good ones are worked on twice, and go to ' +
    'the dead-letter queue with the bad one.',
  remediation:
    'Set `function_response_types = ["ReportBatchItemFailures"]` and return the failures, or `batch_size = 1`.',
  types: ['aws_lambda_event_source_mapping'],
  check: (resource, context) => {
    const kind = sourceKind(resource, context);
    if (kind !== 'sqs' && kind !== 'stream') return [];
    // Default of AWS: 10 messages of a queue, 100 records of a stream.
    const size = toNumber(resource.get('batch_size') ?? (kind === 'sqs' ? 10 : 100));
    if (size === 1) return pass();
    const types = resource.get('function_response_types');
    if (isUnknown(types)) return unknown('function_response_types', types, 'function_response_types');
    if (isList(types) && types.includes('ReportBatchItemFailures')) return pass();
    if (isUnknown(size)) return unknown('batch_size', size, 'batch_size');
    return fail('one failed message makes the whole batch fail', 'function_response_types');
  },
};
