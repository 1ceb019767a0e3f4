import { decodeJson } from '../../graph/json-text';
import type { Resource } from '../../graph/resource';
import { isList, isObject, isUnknown, toText, type Value } from '../../graph/value';
import { written } from '../attribute';
import { fail, pass } from '../outcome';
import type { Rule } from '../rule';
import { isPlaceholder, isPointer, isSensitiveName, secretShape } from '../secret-text';

export const rule: Rule = {
  id: 'secretsmanager-literal',
  severity: 'high',
  summary: 'The value of a secret does not stand in the configuration.',
  rationale:
    'Whoever may read the repository, its history, a plan or the state has the secret, without a call ' +
    'that anybody logs.',
  remediation:
    'Set the value outside of Terraform, or take it from `random_password` or an ephemeral value; a first ' +
    'value such as `CHANGE_ME` needs `ignore_changes`.',
  types: ['aws_secretsmanager_secret_version'],
  check: (resource) =>
    ['secret_string', 'secret_string_wo', 'secret_binary'].flatMap((path) => {
      const value = written(resource, path);
      if (value === undefined || value === '') return [];
      const found = literalIn(value, '', path);
      const isInitial = found !== undefined && isPlaceholder(found.text) && ignores(resource, path);
      return [found && !isInitial ? fail(`${found.what} stands in the configuration`, path) : pass()];
    }),
};

interface Literal {
  readonly what: string;
  readonly text: string;
}

/** The first text that is a secret: all of the value, or the member of a JSON object that is named as one. */
function literalIn(value: Value, name: string, path: string): Literal | undefined {
  const structure = name === '' ? decodeJson(value) : value;
  if (isList(structure) || isObject(structure)) {
    const found = Object.entries(structure).map(([key, item]) =>
      isObject(item) || isList(item) || isSensitiveName(key) || key === 'private'
        ? literalIn(item as Value, key, path)
        : shaped(item as Value, key),
    );
    return found.find((one) => one !== undefined);
  }
  if (isUnknown(value)) {
    const first = value.alternatives
      ?.map((one) => literalIn(one, name, path))
      .find((one) => one !== undefined);
    return value.reference ? undefined : first;
  }
  const text = toText(value);
  if (typeof text !== 'string' || isPointer(text)) return undefined;
  return { what: name === '' ? `the text of ${path}` : `${name} in ${path}`, text };
}

function shaped(value: Value, name: string): Literal | undefined {
  const text = toText(value);
  const shape = typeof text === 'string' ? secretShape(text) : undefined;
  return shape === undefined || typeof text !== 'string' ? undefined : { what: `${name}, ${shape},`, text };
}

function ignores(resource: Resource, path: string): boolean {
  const lifecycle = resource.meta('lifecycle');
  return JSON.stringify(lifecycle ?? null).includes(path);
}
