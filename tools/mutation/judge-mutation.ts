import type { Graph } from '../../policies/graph/graph';
import { concernedBy } from './concerned';
import { applyEdits } from './edit';
import { type Found, findingsIn, graphOf, type Judges, newFindings } from './findings';
import type { Change, Mutation, MutationKind } from './kind';
import type { SystemJson } from './system-json';

export interface MutationResult {
  readonly mutation: Mutation;
  /** `already`: one of the criteria fails there before the change. The environment has chosen this weakness. */
  readonly status: 'caught' | 'survived' | 'already';
  /** The findings for which it counts as caught; of a survivor, what others said of it. */
  readonly findings: readonly Found[];
}

export interface HarmlessResult {
  readonly edit: Mutation;
  /** Everything that was raised though nothing is weaker. */
  readonly findings: readonly Found[];
}

/** Judges changes of one system, each compared with the system as it is. */
export class MutationJudge {
  private constructor(
    private readonly system: SystemJson,
    private readonly judges: Judges,
    private readonly graph: Graph,
    private readonly before: readonly Found[],
  ) {}

  static async of(system: SystemJson, judges: Judges): Promise<MutationJudge> {
    const graph = graphOf(system);
    return new MutationJudge(system, judges, graph, await findingsIn(graph, judges));
  }

  /**
   * Whether one of the criteria that name the weakness raises something new, as a failure, where the change was made.
   * Only these criteria are asked: what others say does not count. Of a survivor all are asked, to tell what it met.
   */
  async judge(mutation: Mutation, { caughtBy }: MutationKind): Promise<MutationResult> {
    const concerned = concernedBy(this.graph, mutation.changed);
    const after = graphOf(applyEdits(this.system, mutation.edits));
    const named = this.raised(await findingsIn(after, this.namedBy(caughtBy)));
    const caught = named.filter(
      ({ criterion, status, keys }) =>
        status === 'fail' && caughtBy.includes(criterion) && keys.some((key) => concerned.has(key)),
    );
    if (caught.length > 0) return { mutation, status: 'caught', findings: caught };
    const already = this.before.filter(
      ({ criterion, status, keys }) =>
        status === 'fail' &&
        caughtBy.includes(criterion) &&
        keys.some((key) => mutation.changed.includes(key)),
    );
    if (already.length > 0) return { mutation, status: 'already', findings: already };
    return {
      mutation,
      status: 'survived',
      findings: this.raised(await findingsIn(after, this.judges)),
    };
  }

  async judgeHarmless(edit: Mutation): Promise<HarmlessResult> {
    const after = graphOf(applyEdits(this.system, edit.edits));
    return { edit, findings: this.raised(await findingsIn(after, this.judges)) };
  }

  private namedBy(ids: readonly string[]): Judges {
    return {
      rules: this.judges.rules.filter(({ id }) => ids.includes(id)),
      provers: this.judges.provers.filter(({ criterion }) => ids.includes(criterion.id)),
    };
  }

  private raised(after: readonly Found[]): readonly Found[] {
    return newFindings(this.before, after);
  }
}

export function mutationOf(kind: string, environment: string, { at, edits }: Change): Mutation {
  return { kind, environment, edits, changed: [...new Set(at.map(({ key }) => key))] };
}
