import type { Resource } from '../../graph/resource';
import { isObject, toText } from '../../graph/value';
import { written, writtenBlocks } from '../attribute';
import { fail, pass } from '../outcome';
import type { Rule } from '../rule';
import { isPointer, isSensitiveName } from '../secret-text';

export const rule: Rule = {
  id: 'codepipeline-literal-token',
  severity: 'high',
  summary: 'The tokens of a pipeline do not stand in the configuration.',
  rationale:
    'Whoever may read the repository or the state can read the source, change it, or start the pipeline.',
  remediation:
    'Use a connection (`provider = "CodeStarSourceConnection"`); take a secret token from a secret.',
  types: ['aws_codepipeline', 'aws_codepipeline_webhook'],
  check: (resource) => {
    const values =
      resource.type === 'aws_codepipeline'
        ? writtenBlocks(resource, 'stage').flatMap((_stage, index) =>
            writtenBlocks(resource, `stage[${index}].action`).flatMap((_action, position) =>
              tokensAt(resource, `stage[${index}].action[${position}].configuration`),
            ),
          )
        : [{ path: 'authentication_configuration[0].secret_token', name: 'secret_token' }];
    return values.flatMap(({ path, name }) => {
      const value = written(resource, path);
      if (value === undefined || value === '') return [];
      const isLiteral =
        typeof toText(value) === 'string' && !isPointer(String(value)) && !/^\*+$/.test(String(value));
      return [isLiteral ? fail(`${name} stands in the configuration`, path) : pass()];
    });
  },
};

function tokensAt(
  resource: Resource,
  path: string,
): readonly { readonly path: string; readonly name: string }[] {
  const configuration = resource.get(path);
  if (!isObject(configuration)) return [];
  return Object.keys(configuration)
    .filter((name) => isSensitiveName(name))
    .map((name) => ({ path: `${path}.${name}`, name }));
}
