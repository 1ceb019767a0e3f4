import type { PolicyProblems } from './problem';
import { isUnknown, type Unknown } from './truth';

export type PrincipalType = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

export interface PrincipalEntry {
  /** `everyone` is `"Principal": "*"` and `{"AWS": "*"}`, which mean the same. */
  readonly type: PrincipalType | 'everyone' | 'unknown';
  readonly value: string | Unknown;
}

export interface PrincipalElement {
  readonly negated: boolean;
  readonly entries: readonly PrincipalEntry[];
}

const types: ReadonlySet<string> = new Set(['AWS', 'Service', 'Federated', 'CanonicalUser']);

export function readPrincipal(value: unknown, negated: boolean, problems: PolicyProblems): PrincipalElement {
  const name = negated ? 'NotPrincipal' : 'Principal';
  return { negated, entries: readEntries(value, name, problems) };
}

function readEntries(value: unknown, name: string, problems: PolicyProblems): readonly PrincipalEntry[] {
  if (value === '*') {
    return [{ type: 'everyone', value: '*' }];
  }
  if (isUnknown(value)) {
    return [{ type: 'unknown', value }];
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const reason = problems.add(
      'POLICY_VALUE',
      name,
      'is * or an object of AWS, Service, Federated, CanonicalUser',
    );
    return [{ type: 'unknown', value: reason }];
  }
  return Object.entries(value).flatMap(([type, given]: [string, unknown]): PrincipalEntry[] => {
    const items: readonly unknown[] = Array.isArray(given) ? given : [given];
    return items.map((item, index) =>
      readEntry(type, item, Array.isArray(given) ? `${name}.${type}[${index}]` : `${name}.${type}`, problems),
    );
  });
}

function readEntry(type: string, item: unknown, member: string, problems: PolicyProblems): PrincipalEntry {
  if (!types.has(type)) {
    const reason = problems.add(
      'POLICY_SYNTAX',
      member,
      'there are AWS, Service, Federated and CanonicalUser',
    );
    return { type: 'unknown', value: reason };
  }
  if (type === 'AWS' && item === '*') {
    return { type: 'everyone', value: '*' };
  }
  if (isUnknown(item)) {
    return { type: type as PrincipalType, value: item };
  }
  if (typeof item !== 'string') {
    return { type: 'unknown', value: problems.add('POLICY_VALUE', member, 'is a string') };
  }
  if (type === 'AWS' && /[*?]/.test(item)) {
    const reason = problems.add(
      'POLICY_VALUE',
      member,
      'a wildcard matches no part of a principal: only * alone',
    );
    return { type: 'unknown', value: reason };
  }
  return { type: type as PrincipalType, value: item };
}
