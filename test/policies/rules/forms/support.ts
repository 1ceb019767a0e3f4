import { RULES } from '../../../../policies/rules/registry';
import type { Rule } from '../../../../policies/rules/rule';
import { runRules } from '../../../../policies/rules/run-rules';
import { graphOf } from '../../graph/support';

/** A root module: the text of `main.tf`, or its files with their paths. */
export type Module = string | Readonly<Record<string, string>>;

/** The same thing written twice as people write it: once wrong, once right. */
export interface Pair {
  /** The id of the rule that tells them apart. */
  readonly rule: string;
  readonly insecure: Module;
  readonly secure: Module;
}

/**
 * Tests that the rule accuses one module of each pair, and that it looks at the other and says nothing: an answer
 * `unknown` is wrong for either.
 */
export function testPairs(title: string, pairs: Readonly<Record<string, Pair>>): void {
  describe(title, () => {
    test.each(Object.entries(pairs))('%s', async (_, { rule: id, insecure, secure }) => {
      const rule = ruleOf(id);
      const bad = await judge(rule, insecure);
      const good = await judge(rule, secure);

      expect(bad.violations).toContain('fail');
      expect(bad.violations).not.toContain('unknown');
      expect(good.said).toEqual([]);
      expect(good.outcomes).toBeGreaterThan(0);
    });
  });
}

export function ruleOf(id: string): Rule {
  const rule = RULES.find((one) => one.id === id);
  if (!rule) throw new Error(`there is no rule ${id}`);
  return rule;
}

/** What the rule says of the module. */
export async function judge(
  rule: Rule,
  module: Module,
): Promise<{
  readonly violations: readonly string[];
  readonly said: readonly string[];
  readonly outcomes: number;
}> {
  const { violations, outcomes } = runRules(await graphOf(module), [rule]);
  return {
    violations: violations.map(({ outcome }) => outcome.status),
    said: violations.map(
      ({ resource, outcome }) => `${outcome.status} ${resource.address}: ${outcome.message}`,
    ),
    outcomes,
  };
}
