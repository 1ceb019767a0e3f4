import type { Condition } from '../../../iam/document-condition';
import { isUnknown, type Unknown } from '../../../iam/truth';

/**
 * Keys that AWS puts into every request that a policy of an identity judges, so that `…IfExists` and `ForAllValues`
 * have something to compare (IAM User Guide, "AWS global condition context keys").
 */
const ALWAYS_THERE: ReadonlySet<string> = new Set([
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principaltype',
  'aws:principalorgid',
  'aws:userid',
  'aws:sourceip',
  'aws:requestedregion',
  'aws:currenttime',
  'aws:epochtime',
  'aws:resourceaccount',
  'aws:resourceorgid',
]);

/** Keys of which the caller says what he likes, or which hold for nearly every request. */
const SAYS_NOTHING: ReadonlySet<string> = new Set([
  'aws:securetransport',
  'aws:useragent',
  'aws:referer',
  'aws:epochtime',
  'aws:currenttime',
  'aws:tokenissuetime',
  'aws:viaawsservice',
  'aws:principalisawsservice',
]);

/**
 * Whether the conditions of an Allow leave out anything worth speaking of. A condition that always holds, that holds
 * where its key is absent, or that names only what is left out is as good as none. What is not known may constrain.
 */
export function constrains(conditions: Unknown | readonly Condition[]): boolean {
  return isUnknown(conditions) || conditions.some(constrainsAlone);
}

function constrainsAlone(condition: Condition): boolean {
  const key = condition.key.toLowerCase();
  if (condition.comparison === 'Null' || condition.negated || SAYS_NOTHING.has(key)) return false;
  const mayBeAbsent = key.startsWith('aws:') && !ALWAYS_THERE.has(key);
  if (mayBeAbsent && (condition.ifExists || condition.set === 'ForAllValues')) return false;
  return !alwaysHolds(condition);
}

/** The values let everything through: `StringLike: *`, `0.0.0.0/0`. */
export function alwaysHolds(condition: Condition): boolean {
  const { values, comparison } = condition;
  if (isUnknown(values) || condition.negated) return false;
  const texts = values.filter((value): value is string => !isUnknown(value));
  switch (comparison) {
    case 'StringLike':
      return texts.some((text) => /^\*+$/.test(text));
    case 'ArnLike':
      return texts.some((text) => /^(\*+|arn:\*|arn:[^:]*(:\*)*)$/.test(text));
    case 'IpAddress':
      return isEveryAddress(texts);
    case 'Bool':
      return texts.includes('true') && texts.includes('false');
    default:
      return false;
  }
}

/** `/0`, or halves and quarters of it that make up all of the addresses. */
function isEveryAddress(texts: readonly string[]): boolean {
  let covered = 0;
  for (const text of new Set(texts)) {
    const length = /\/(\d+)$/.exec(text)?.[1];
    if (length !== undefined && Number(length) <= 8) covered += 2 ** -Number(length);
  }
  return covered >= 0.5;
}
