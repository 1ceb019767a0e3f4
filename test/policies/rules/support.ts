import type { Rule } from '../../../policies/rules/rule';
import { runRules } from '../../../policies/rules/run-rules';
import { graphOf } from '../graph/support';

/** Configurations in Terraform's language, by what is special about each. */
export type Cases = Readonly<Record<string, string>>;

export interface RuleTable {
  /** The rule raises nothing, and has looked at something. */
  readonly pass: Cases;
  /** The rule fails for at least one resource, and nothing is unknown. */
  readonly fail: Cases;
  /** The rule answers unknown, and does not fail. */
  readonly unknown?: Cases;
  /** Ways around the rule that have to fail too. */
  readonly evasion?: Cases;
  /** The rule has nothing to say. */
  readonly silent?: Cases;
  /** Stands before each configuration. @default nothing */
  readonly common?: string;
}

/** The outcomes other than pass, as `status address[ at path]: message`, and how many outcomes there were. */
export async function outcomesOf(
  rule: Rule,
  configuration: string,
): Promise<readonly string[] & { count: number }> {
  const graph = await graphOf(configuration);
  const { violations, outcomes } = runRules(graph, [rule]);
  const lines = violations.map(({ resource, outcome }) => {
    const place = (outcome.at.resource ?? resource).address;
    return `${outcome.status} ${place}${outcome.at.path ? ` at ${outcome.at.path}` : ''}: ${outcome.message}`;
  });
  return Object.assign(lines, { count: outcomes });
}

/** Tests a rule by its tables. Every rule has configurations that pass and ones that fail. */
export function testRule(rule: Rule, { common = '', ...table }: RuleTable): void {
  const judged = (configuration: string) => outcomesOf(rule, `${common}\n${configuration}`);

  describe(rule.id, () => {
    test.each(Object.entries(table.pass))('passes: %s', async (_, configuration) => {
      const outcomes = await judged(configuration);
      expect([...outcomes]).toEqual([]);
      expect(outcomes.count).toBeGreaterThan(0);
    });

    test.each(Object.entries({ ...table.fail, ...table.evasion }))('fails: %s', async (_, configuration) => {
      const outcomes = await judged(configuration);
      expect(outcomes.length).toBeGreaterThan(0);
      expect(outcomes.filter((line) => !line.startsWith('fail '))).toEqual([]);
    });

    if (table.unknown) {
      test.each(Object.entries(table.unknown))('does not know: %s', async (_, configuration) => {
        const outcomes = await judged(configuration);
        expect(outcomes.length).toBeGreaterThan(0);
        expect(outcomes.filter((line) => !line.startsWith('unknown '))).toEqual([]);
      });
    }

    if (table.silent) {
      test.each(Object.entries(table.silent))('has nothing to say: %s', async (_, configuration) => {
        const outcomes = await judged(configuration);
        expect([...outcomes]).toEqual([]);
        expect(outcomes.count).toBe(0);
      });
    }
  });
}
