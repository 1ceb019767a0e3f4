import type { Condition, Statement } from '../core/capability';
import type { Problems } from '../core/errors';

/** How a value that may be a Terraform reference is compared. Two references to one attribute are different strings. */
export type CanonicalForm = (value: string) => string;

/**
 * Brings statements into one order, whatever the order in which they were granted, so that a change of a declaration
 * shows as that change alone in the generated configuration:
 *
 * - actions and resources are sorted, repetitions removed;
 * - statements that agree in id, actions and conditions become one over all their resources;
 * - statements with one id that do not agree keep it with a number: `ReadSecret`, `ReadSecret2`.
 *
 * Never changes what is allowed: the set of (action, resource, conditions) before and after is the same.
 *
 * @param canonical @default the string itself
 */
export function mergeStatements(
  statements: readonly Statement[],
  canonical: CanonicalForm = (value) => value,
): readonly Statement[] {
  const merged = new Map<string, Statement>();
  for (const statement of statements) {
    const conditions = sortConditions(statement.conditions ?? [], canonical);
    const actions = sortUnique(statement.actions, canonical);
    const key = JSON.stringify([statement.sid, actions, conditionKeys(conditions, canonical)]);
    const resources = [...(merged.get(key)?.resources ?? []), ...statement.resources];
    merged.set(key, {
      sid: statement.sid,
      actions,
      resources: sortUnique(resources, canonical),
      ...(conditions.length > 0 && { conditions }),
    });
  }
  const inOrder = [...merged].sort(([a], [b]) => compare(a, b)).map(([, statement]) => statement);
  return withUniqueSids(inOrder);
}

/** Records what is wrong with a statement that a function's role is to hold. */
export function checkStatements(
  problems: Problems,
  property: string,
  statements: readonly Statement[],
): void {
  statements.forEach((statement, index) => {
    const at = `${property}[${index}]`;
    problems.check(/^[A-Za-z0-9]+$/.test(statement.sid), {
      code: 'statement-sid',
      property: `${at}.sid`,
      received: statement.sid,
      allowed: 'letters and digits, at least one',
      fix: 'Name the purpose of the statement in PascalCase.',
    });
    problems.check(statement.actions.length > 0, {
      code: 'statement-actions',
      property: `${at}.actions`,
      received: statement.actions,
      allowed: 'at least one action',
      fix: 'Name the actions, or leave the statement out.',
    });
    for (const action of statement.actions) {
      problems.check(/^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action), {
        code: 'statement-action',
        property: `${at}.actions`,
        received: action,
        allowed: 'service:Operation, without a wildcard',
        fix: 'List the operations by name, from a named action list.',
      });
    }
    problems.check(statement.resources.length > 0 && statement.resources.every((arn) => arn.length > 0), {
      code: 'statement-resources',
      property: `${at}.resources`,
      received: statement.resources,
      allowed: 'at least one ARN',
      fix: 'Name the resource; "*" only where the service supports nothing narrower.',
    });
  });
}

function withUniqueSids(statements: readonly Statement[]): readonly Statement[] {
  const taken = new Set(statements.map((statement) => statement.sid));
  const seen = new Set<string>();
  return statements.map((statement) => {
    if (!seen.has(statement.sid)) {
      seen.add(statement.sid);
      return statement;
    }
    let number = 2;
    while (taken.has(`${statement.sid}${number}`)) number += 1;
    const sid = `${statement.sid}${number}`;
    taken.add(sid);
    return { ...statement, sid };
  });
}

function sortConditions(conditions: readonly Condition[], canonical: CanonicalForm): readonly Condition[] {
  return conditions
    .map(({ test, variable, values }) => ({ test, variable, values: sortUnique(values, canonical) }))
    .sort((a, b) => compare(`${a.test} ${a.variable}`, `${b.test} ${b.variable}`));
}

function conditionKeys(conditions: readonly Condition[], canonical: CanonicalForm): readonly unknown[] {
  return conditions.map(({ test, variable, values }) => [test, variable, values.map(canonical)]);
}

function sortUnique(values: readonly string[], canonical: CanonicalForm): readonly string[] {
  const byForm = new Map<string, string>();
  for (const value of values) {
    const form = canonical(value);
    if (!byForm.has(form)) byForm.set(form, value);
  }
  return [...byForm].sort(([a], [b]) => compare(a, b)).map(([, value]) => value);
}

/** By code unit: the same on every machine, unlike `localeCompare`. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
