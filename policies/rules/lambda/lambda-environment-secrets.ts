import { isObject, isUnknown, OpenObject, PartialText, toText, type Value } from '../../graph/value';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { secretIn } from './support/secrets';

export const rule: Rule = {
  id: 'lambda-environment-secrets',
  severity: 'high',
  summary: 'No secret stands in the environment of a function.',
  rationale:
    'Environment variables are shown to everyone who may read the configuration of the function, stand in the state ' +
    'and in the plan, and stay in every version that was published.',
  remediation: 'Put the secret into Secrets Manager, give the function its ARN, and read it at run time.',
  references: ['CKV_AWS_45'],
  types: ['aws_lambda_function'],
  check: (resource): readonly Outcome[] => {
    const variables = resource.get('environment[0].variables');
    if (variables === undefined) return [];
    // Of variables that are merged with ones that nobody knows, the known ones are judged.
    const objects = variables instanceof OpenObject ? [variables.known] : [variables];
    if (!isUnknown(variables) && !isObject(variables)) return [];
    const entries = objects.filter(isObject).flatMap((one) => Object.entries(one));
    const found = entries.flatMap(([name, value]) => {
      const what = known(value)
        .map((text) => secretIn(name, text))
        .find((one) => one !== undefined);
      const at = `environment[0].variables[${JSON.stringify(name)}]`;
      return what === undefined ? [] : [fail(`${name} holds ${what}`, at)];
    });
    if (found.length > 0) return found;
    return isUnknown(variables)
      ? [unknown('the environment variables', variables, 'environment[0].variables')]
      : [pass()];
  },
};

/** What is written out of the value. A secret that comes from elsewhere is judged where it lies. */
function known(value: Value): readonly string[] {
  if (value instanceof PartialText)
    return value.parts.filter((part): part is string => typeof part === 'string' && part.length >= 16);
  if (isUnknown(value)) return (value.alternatives ?? []).flatMap(known);
  const text = toText(value);
  return typeof text === 'string' ? [text] : [];
}
