import { isUnknown } from '../../graph/value';
import { written } from '../attribute';
import type { RuleContext } from '../context';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'lambda-log-group',
  severity: 'low',
  summary: 'The log group of a function is declared.',
  rationale:
    'A group that Lambda makes at the first call keeps everything for ever, unencrypted by a key of ours, and stays when ' +
    'the function is destroyed.',
  remediation:
    'Declare an `aws_cloudwatch_log_group` named `/aws/lambda/<function>` with `retention_in_days`.',
  types: ['aws_lambda_function'],
  check: (resource, context) => {
    const groups = context.derive(groupNames);
    const given = written(resource, 'logging_config[0].log_group');
    if (isUnknown(given) && given.reference?.kind !== 'resource')
      return unknown('log_group', given, 'logging_config');
    if (isUnknown(given)) return pass();
    const name =
      given === undefined
        ? `/aws/lambda/${context.graph.attribute(resource, 'function_name')}`
        : String(given);
    if (groups.names.has(name)) return pass();
    // A group whose name comes from the function is the function's, however it is put together.
    if (context.graph.referencesTo(resource).some(({ from }) => from.type === 'aws_cloudwatch_log_group'))
      return pass();
    return groups.lost
      ? unknown('the log group', `the name of ${groups.lost} is not known`)
      : fail(`nothing declares the log group ${name}`);
  },
};

function groupNames(context: RuleContext): { readonly names: ReadonlySet<string>; readonly lost?: string } {
  const names = new Set<string>();
  let lost: string | undefined;
  for (const group of context.graph.byType('aws_cloudwatch_log_group')) {
    const name = group.get('name');
    if (isUnknown(name) && !name.reference && !('parts' in name)) lost ??= group.address;
    names.add(context.graph.attribute(group, 'name'));
  }
  return lost === undefined ? { names } : { names, lost };
}
