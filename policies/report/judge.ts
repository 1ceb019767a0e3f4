import type { Graph } from '../graph/graph';
import type { SystemView } from '../model/view/system-view';
import { RuleContext } from '../rules/context';
import type { Criterion, Rule } from '../rules/rule';
import { runRules } from '../rules/run-rules';
import { applyWaivers, type EffectiveWaiver } from '../waivers/apply-waivers';
import type { WaiverFile } from '../waivers/waiver';
import { accessChanges, ofAccess } from './baseline/access-changes';
import type { Baseline } from './baseline/baseline';
import { type Comparison, compareFindingsWith, compareResources } from './baseline/compare';
import type { PlannedChange } from './baseline/moves';
import { type SystemSnapshot, snapshotOf } from './baseline/snapshot';
import { REVIEW_CRITERIA } from './criteria';
import { type Draft, ofChanges, ofGap, ofProof, ofRule, ofWaiverFault } from './draft';
import { fingerprint, type Identity, Ordinals } from './fingerprint';
import { type Locate, placeOf } from './location';
import { compareFindings } from './order';
import type { Proven, Prover } from './proof';
import type { ProofResult, Review, ReviewFinding } from './review';

export interface JudgeOptions {
  readonly rules: readonly Rule[];
  /** @default none */
  readonly provers?: readonly Prover[];
  /** Waivers are compared with it: nothing here asks a clock. */
  readonly now: Date;
  /** As the report calls the input. @default the graph's path */
  readonly path?: string;
  /** @default nobody knows */
  readonly environment?: string;
  /** @default nothing is waived */
  readonly waivers?: WaiverFile;
  /** The approved state, and what Terraform says of the way from there. @default there is none */
  readonly baseline?: { readonly approved: Baseline; readonly changes: PlannedChange };
  /** Leads to what generated the Terraform. @default it was written by hand */
  readonly locate?: Locate;
  /** What the models of principals and paths leave for a later comparison. @default nothing */
  readonly models?: (context: RuleContext) => SystemSnapshot['models'];
  /** What every function may do and reach, for the page and for `explain`. @default it is not computed */
  readonly view?: (context: RuleContext) => SystemView;
}

type Found = ReviewFinding & { readonly identity: Identity };

/** Judges a system. Throws nothing: what cannot be judged is a finding with the status unknown. */
export async function judge(graph: Graph, options: JudgeOptions): Promise<Review> {
  const { rules, provers = [], waivers, baseline, now, environment, locate = () => undefined } = options;
  const context = new RuleContext(graph);
  const { violations, checked } = runRules(graph, rules, context);
  const proofs = await runProofs(provers, context, locate);
  const system = snapshotOf(graph, options.models?.(context));
  const changes = baseline && compareResources(baseline.approved.system, system, baseline.changes);
  const access = baseline && accessChanges(baseline.approved.system, system, baseline.changes);
  const drafts: Draft[] = [
    ...violations.map((violation) => ofRule(violation, locate)),
    ...proofs.flatMap(({ drafts: found }) => found),
    ...graph.gaps.map(ofGap),
    ...(changes && baseline
      ? ofChanges(changes, baseline.approved.name, (key) => {
          const resource = graph.byKey(key);
          return resource && placeOf(resource, {}, locate);
        })
      : []),
    ...(access && baseline
      ? ofAccess(access, baseline.approved.name, (key, path) => {
          const resource = graph.byKey(key);
          return resource && placeOf(resource, path ? { path } : {}, locate);
        })
      : []),
  ];
  const waivable = drafts.map((draft) => ({ ...draft, rule: draft.criterion.id, ...constructOf(draft) }));
  const { waived, faults } = waivers
    ? applyWaivers(waivable, waivers, { now, ...(environment === undefined ? {} : { environment }) })
    : { waived: new Map<Draft, EffectiveWaiver>(), faults: [] };
  const ordinals = new Ordinals();
  const found = [
    ...waivable.map((draft) => finding(draft, ordinals, waived.get(draft))),
    ...faults.map((fault) => finding(ofWaiverFault(fault, waivers?.name ?? ''), ordinals)),
  ].sort(compareFindings);
  const compared = baseline && changes && comparison(baseline, changes, access, found);
  const findings = found.map(({ identity: _, ...rest }, index): ReviewFinding => {
    const state = compared?.states[index];
    return state === undefined ? rest : { ...rest, baselineState: state };
  });
  const count = (status: string) => findings.filter((one) => one.status === status).length;
  return {
    source: {
      kind: graph.kind,
      path: options.path ?? graph.path,
      ...(environment === undefined ? {} : { environment }),
    },
    findings,
    criteria: criteriaOf(rules, provers),
    proofs: proofs.map(({ result }) => result),
    summary: {
      resources: graph.resources.length,
      checked,
      fail: count('fail'),
      unknown: count('unknown'),
      waived: count('waived'),
    },
    system,
    ...(compared ? { comparison: compared.comparison } : {}),
    ...(options.view ? { view: options.view(context) } : {}),
  };
}

async function runProofs(
  provers: readonly Prover[],
  context: RuleContext,
  locate: Locate,
): Promise<readonly { readonly result: ProofResult; readonly drafts: readonly Draft[] }[]> {
  const done: { result: ProofResult; drafts: readonly Draft[] }[] = [];
  for (const prover of provers) {
    const { criterion } = prover;
    const { scope, violations } = await attempt(prover, context);
    const has = (status: string) => violations.some(({ outcome }) => outcome.status === status);
    const status = has('fail') ? 'fails' : has('unknown') ? 'unknown' : 'holds';
    done.push({
      result: { id: criterion.id, summary: criterion.summary, status, scope, findings: violations.length },
      drafts: violations.map((violation) => ofProof(criterion, violation, locate)),
    });
  }
  return done;
}

async function attempt(prover: Prover, context: RuleContext): Promise<Proven> {
  try {
    return await prover.prove(context);
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return {
      scope: 'nothing',
      violations: [
        {
          subject: { address: prover.criterion.id, file: context.graph.path },
          outcome: { status: 'unknown', message: `the proof could not be made: ${reason}`, at: {} },
        },
      ],
    };
  }
}

function finding(draft: Draft, ordinals: Ordinals, waiver?: EffectiveWaiver): Found {
  const { criterion, status, address, stack, place, message, identity, counterExample } = draft;
  return {
    rule: criterion.id,
    severity: criterion.severity,
    status: waiver ? 'waived' : status,
    address,
    ...(stack === undefined ? {} : { stack }),
    ...place,
    message,
    remediation: criterion.remediation,
    references: criterion.references ?? [],
    fingerprint: ordinals.number(fingerprint(identity)),
    ...(counterExample ? { counterExample } : {}),
    ...(waiver
      ? { waived: { owner: waiver.owner, reason: waiver.reason, expiry: waiver.expiry, otherwise: status } }
      : {}),
    identity,
  };
}

function comparison(
  { approved, changes }: { readonly approved: Baseline; readonly changes: PlannedChange },
  resources: Comparison['resources'],
  access: Comparison['access'],
  found: readonly Found[],
): { readonly comparison: Comparison; readonly states: readonly ('new' | 'updated' | 'unchanged')[] } {
  const { states, absent } = compareFindingsWith(approved, found, changes);
  const count = (state: string) => states.filter((one) => one === state).length;
  return {
    states,
    comparison: {
      baseline: approved.name,
      findings: { new: count('new'), updated: count('updated'), unchanged: count('unchanged'), absent },
      resources,
      ...(access ? { access } : {}),
    },
  };
}

function constructOf({ place: { constructPath } }: Draft): { readonly constructPath?: string } {
  return constructPath === undefined ? {} : { constructPath };
}

function criteriaOf(rules: readonly Rule[], provers: readonly Prover[]): ReadonlyMap<string, Criterion> {
  const all: readonly Criterion[] = [
    ...rules,
    ...provers.map(({ criterion }) => criterion),
    ...REVIEW_CRITERIA,
  ];
  return new Map([...all].sort((a, b) => (a.id < b.id ? -1 : 1)).map((one) => [one.id, one]));
}
