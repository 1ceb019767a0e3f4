import { isUnknown, toText } from '../../graph/value';
import { writtenBlocks } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { isSensitiveName, plainSecret } from '../secret-text';

export const rule: Rule = {
  id: 'codebuild-secret-in-environment',
  severity: 'high',
  summary: 'No secret stands in the environment of a build.',
  rationale: 'Whoever may look at the project reads it, and the log of a build prints it.',
  remediation: 'Set `type` to `SECRETS_MANAGER` or `PARAMETER_STORE` and `value` to the name.',
  types: ['aws_codebuild_project'],
  check: (resource) =>
    writtenBlocks(resource, 'environment[0].environment_variable').flatMap((variable): readonly Outcome[] => {
      const path = 'environment[0].environment_variable';
      if (isUnknown(variable)) return [unknown('a variable', variable, path)];
      const type = variable['type'] ?? 'PLAINTEXT';
      if (isUnknown(type)) return [unknown('the type of a variable', type, path)];
      const name = String(toText(variable['name']) ?? '');
      const what = type === 'PLAINTEXT' ? plainSecret(variable['value'], isSensitiveName(name)) : undefined;
      return [what === undefined ? pass() : fail(`${name} is ${what}, in the clear`, path)];
    }),
};
