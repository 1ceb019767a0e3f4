import { join } from 'node:path';
import type { Graph } from '../../../policies/graph/graph';
import { loadDirectory } from '../../../policies/graph/load-directory';
import { loadPlan } from '../../../policies/graph/load-plan';
import type { PolicyDocument } from '../../../policies/graph/policy-document';
import { isList, isObject, sameValue, toText, Unknown, type Value } from '../../../policies/graph/value';
import { FIXTURES } from './support';

/**
 * Terraform 1.11.4 with provider 5.100.0 planned the same directory (`terraform plan -refresh=false`, then
 * `terraform show -json` without the time stamp): what the evaluator says must be what Terraform said.
 */
describe('the evaluation of .tf files against a plan by Terraform itself', () => {
  let ours: Graph;
  let plan: Graph;

  beforeAll(async () => {
    ours = await loadDirectory(join(FIXTURES, 'terraform/everything'));
    plan = loadPlan(join(FIXTURES, 'terraform/everything.plan.json'));
  });

  it('has the same resources, all instances of count, for_each and modules included', () => {
    const managed = (graph: Graph): readonly string[] =>
      graph.resources.flatMap(({ mode, address }) => (mode === 'managed' ? [address] : [])).sort();

    expect(managed(ours)).toEqual(managed(plan));
    expect(managed(ours).length).toBe(75);
  });

  it('has the same values wherever both know them, and knows whatever Terraform knows', () => {
    const differences: string[] = [];
    let compared = 0;
    for (const planned of plan.resources) {
      const evaluated = ours.byKey(planned.key);
      for (const [name, value] of Object.entries(evaluated?.values ?? {})) {
        if (/policy$|^json$|^source_policy_documents$/.test(name)) continue;
        const expected = planned.values[name] ?? null;
        compared += 1;
        if (!agrees(value, expected))
          differences.push(
            `${planned.key} ${name}: ${JSON.stringify(value)} is not ${JSON.stringify(expected)}`,
          );
      }
    }

    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(200);
  });

  it('reads the same policy documents, as far as the plan knows them', () => {
    let compared = 0;
    for (const planned of plan.resources.filter(({ mode }) => mode === 'managed')) {
      const evaluated = ours.byKey(planned.key);
      const documents = evaluated ? ours.policyDocuments(evaluated) : [];
      plan.policyDocuments(planned).forEach((document, index) => {
        if (document.unknown) return;
        compared += 1;
        expect(meaning(documents[index])).toEqual(meaning(document));
      });
    }
    expect(compared).toBe(5);
  });

  it('has every edge of the plan, and more exactly', () => {
    const missing: string[] = [];
    for (const planned of plan.resources) {
      const evaluated = ours.byKey(planned.key);
      for (const edge of planned.references.filter(({ exact, path }) => exact && path !== 'count')) {
        const top = edge.path.replace(/[.[].*$/, '');
        const has = evaluated?.references.some(
          ({ path, target }) => path.startsWith(top) && target === edge.target,
        );
        if (!has) missing.push(`${planned.key} ${edge.path} → ${edge.target}`);
      }
    }
    expect(missing).toEqual([]);
  });
});

/** The same, but for what the provider adds: defaults, conversions to its types, an order of sets. */
function agrees(ours: Value, plan: Value): boolean {
  if (plan instanceof Unknown) return ours instanceof Unknown;
  if (ours instanceof Unknown) return false;
  if (isList(ours) && isList(plan)) {
    const rest = [...plan];
    return (
      ours.every((item) => {
        const at = rest.findIndex((other) => agrees(item, other));
        if (at >= 0) rest.splice(at, 1);
        return at >= 0;
      }) && rest.length === 0
    );
  }
  if (isObject(ours) && isObject(plan)) {
    return Object.entries(ours).every(([key, item]) => agrees(item, plan[key] ?? null));
  }
  return sameValue(ours, plan) === true || (toText(ours) !== undefined && toText(ours) === toText(plan));
}

function meaning(document: PolicyDocument | undefined): unknown {
  return document?.statements.map(({ sid, effect, actions, resources, principals, conditions }) => ({
    sid: sid ?? '',
    effect,
    actions: [...(actions ?? [])].sort(),
    resources: [...(resources ?? [])].sort(),
    principals,
    conditions,
  }));
}
