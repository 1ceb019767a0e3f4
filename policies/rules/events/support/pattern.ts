import { decodeJson } from '../../../graph/json-text';
import { entry, isList, isObject, isUnknown, toText, type Unknown, type Value } from '../../../graph/value';

/** The pattern of a rule as it is written, or why it is not known; nothing where it is no JSON object. */
export function readPattern(value: Value | undefined): Value | Unknown | undefined {
  const text = toText(value);
  const decoded = text === undefined ? undefined : decodeJson(text);
  if (isObject(decoded)) return decoded;
  return isUnknown(value) ? value : undefined;
}

/** Whether a pattern matches every event. Fields that every event of the account has do not narrow it. */
export function matchesAll(pattern: Value): boolean | Unknown {
  if (isUnknown(pattern)) return pattern;
  if (!isObject(pattern)) return false;
  let open: Unknown | undefined;
  for (const [field, matcher] of Object.entries(pattern)) {
    const all = isAlwaysThere(field) ? takesAll(matcher) : false;
    if (all === false) return false;
    if (isUnknown(all)) open ??= all;
  }
  return open ?? true;
}

function isAlwaysThere(field: string): boolean {
  return ['source', 'account', 'region', 'detail-type', 'time', 'id', 'version', 'resources'].includes(field);
}

/** One of the alternatives takes every value: an empty prefix, a star, or that the field is there. */
function takesAll(matcher: Value): boolean | Unknown {
  if (isUnknown(matcher)) return matcher;
  if (!isList(matcher)) return false;
  const answers = matcher.map((one): boolean | Unknown => {
    if (isUnknown(one)) return one;
    if (!isObject(one)) return false;
    const [prefix, suffix, wildcard, exists] = ['prefix', 'suffix', 'wildcard', 'exists'].map((key) =>
      entry(one, key),
    );
    return prefix === '' || suffix === '' || wildcard === '*' || exists === true;
  });
  return answers.includes(true) || (answers.find(isUnknown) ?? false);
}
