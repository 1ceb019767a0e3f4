import type { BaseIssue } from 'valibot';
import { InputError } from '../graph/input-error';
import { jsonPosition } from './json-position';

/** The first thing that is wrong, as one line. */
export function schemaError(issue: BaseIssue<unknown>, json: string, name: string): InputError {
  const keys = (issue.path ?? []).map(({ key }) => key as string | number);
  const where = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  const what =
    issue.expected === 'never'
      ? 'is no known key'
      : issue.received === 'undefined'
        ? 'is missing'
        : issue.message;
  return new InputError(name, `${where.replace(/^\./, '') || 'the file'} ${what}`, jsonPosition(json, keys));
}
