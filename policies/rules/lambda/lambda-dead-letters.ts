import { isUnknown } from '../../graph/value';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { invocations } from './support/invocations';
import { ofFunction } from './support/of-function';

export const rule: Rule = {
  id: 'lambda-dead-letters',
  severity: 'low',
  summary: 'Events that a function cannot work on are kept.',
  rationale:
    'An event of an asynchronous invocation is tried three times and then dropped. Nobody sees that it ever was, unless ' +
    'it goes to a dead-letter queue or to a destination for failures.',
  remediation:
    'Set `dead_letter_config`, or `on_failure` in an `aws_lambda_function_event_invoke_config`. A function of which all ' +
    'callers in the configuration wait for the answer passes.',
  references: ['CKV_AWS_116'],
  types: ['aws_lambda_function'],
  check: (resource, context) => {
    const target = resource.get('dead_letter_config[0].target_arn');
    if (isUnknown(target) && target.reference?.kind === 'variable')
      return unknown('dead_letter_config', target, 'dead_letter_config');
    if (target !== undefined && target !== '') return pass();
    const { sure, possible } = ofFunction(context, resource, 'aws_lambda_function_event_invoke_config');
    if (sure.some((one) => one.get('destination_config[0].on_failure[0].destination') !== undefined))
      return pass();
    const callers = context.derive(invocations).get(resource.key);
    if (callers && callers.asynchronous.length === 0 && callers.synchronous.length > 0) return pass();
    const [maybe] = possible;
    if (maybe) return unknown('where failed events go', `${maybe.address} may be for this function`);
    const [caller] = callers?.asynchronous ?? [];
    return fail(
      caller
        ? `${caller.address} does not wait, and failed events are dropped`
        : 'failed events of asynchronous invocations are dropped',
      'dead_letter_config',
    );
  },
};
