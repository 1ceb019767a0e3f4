import { UNKNOWN_REGION } from '../../graph/arn';
import type { Graph } from '../../graph/graph';
import { ModulePlan } from '../../graph/plan-references';
import type { JsonObject } from '../../graph/read-input';
import type { Resource } from '../../graph/resource';
import type { ProofViolation, Prover } from '../../report/proof';
import { fail, unknown } from '../../rules/outcome';
import { compareNames } from './compare-names';
import { compareReferences } from './compare-references';
import { compareValues, type Deviation } from './compare-values';
import { PLAN_EQUALS_CONFIGURATION } from './criteria';

/** A configuration that the plan should be of. */
export interface Side {
  /** `JSON`, `HCL`. */
  readonly name: string;
  readonly graph: Graph;
  /** Of a graph with several stacks. @default the graph is one configuration */
  readonly stack?: string;
}

/**
 * The proof that the plan that is judged is the plan of a configuration, with every side of it: HCL and JSON.
 * Outputs are not compared, and of providers only the region.
 *
 * @param plan the JSON of the plan that is judged
 */
export function planEqualsProvers(plan: JsonObject, sides: readonly Side[]): readonly Prover[] {
  const root = ModulePlan.root(plan['configuration']);
  return [
    {
      criterion: PLAN_EQUALS_CONFIGURATION,
      prove: ({ graph }) => {
        const compared = sides.map((side) => new SideComparison(side, graph, root));
        const figures = compared.map(
          ({ side, same, open }) => `${side.name} (${same} values the same, ${open} known after apply only)`,
        );
        return {
          scope: `${graph.resources.length} planned resources and data sources beside ${figures.join(' and ')}`,
          violations: compared.flatMap(({ violations }) => violations),
        };
      },
    },
  ];
}

class SideComparison {
  readonly violations: ProofViolation[] = [];
  same = 0;
  open = 0;

  constructor(
    readonly side: Side,
    private readonly planned: Graph,
    private readonly root: ModulePlan,
  ) {
    const configured = side.graph.resources.filter(({ stack }) => stack === side.stack);
    const addresses = new Set(configured.map(({ address }) => address));
    for (const resource of configured) this.compare(resource, planned.byAddress(resource.address));
    for (const resource of planned.resources) {
      if (!addresses.has(resource.address)) this.deviates(resource, '', `the ${side.name} does not have it`);
    }
  }

  private compare(configured: Resource, planned: Resource | undefined): void {
    const { name } = this.side;
    if (configured.multiplicity) {
      const outcome = unknown('how many of it there are', configured.multiplicity);
      this.violations.push({ subject: planned ?? configured, outcome });
    } else if (planned) {
      this.compareRegions(configured, planned);
      const values = compareValues(configured, planned);
      this.same += values.same;
      this.open += values.open;
      const written = this.root.written(planned);
      const expressions = written?.['expressions'];
      if (!written) {
        const why = 'the plan was printed without its configuration';
        this.violations.push({ subject: planned, outcome: unknown('what it refers to', why) });
      }
      const deviations = [
        ...values.deviations,
        ...compareNames(expressions, configured.values),
        ...compareReferences(configured, planned, expressions),
      ];
      for (const { path, problem } of deviations) this.deviates(planned, path, `${problem} (${name})`);
    } else if (configured.mode === 'managed') {
      this.deviates(configured, '', `the plan does not have it, and the ${name} has`);
    }
  }

  private compareRegions(configured: Resource, planned: Resource): void {
    const { region } = this.side.graph.place(configured);
    const actual = this.planned.place(planned).region;
    if (actual === region || [actual, region].includes(UNKNOWN_REGION)) return;
    this.deviates(planned, '', `it is planned in ${actual}, and the ${this.side.name} has it in ${region}`);
  }

  private deviates(subject: Resource, path: Deviation['path'], problem: string): void {
    this.violations.push({ subject, outcome: fail(problem, path) });
  }
}
