import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { CostSection } from '../../policies/cost/report/summary';
import type { Graph } from '../../policies/graph/graph';
import { loadGraph } from '../../policies/graph/load';
import { accessModel } from '../../policies/model/view/access-snapshot';
import { systemView } from '../../policies/model/view/build-view';
import type { GrantedIsUsed } from '../../policies/proofs/granted-is-used/result';
import { reachableIsDeclaredProvers } from '../../policies/proofs/reachable-is-declared/provers';
import { readBaseline } from '../../policies/report/baseline/baseline';
import { readChanges } from '../../policies/report/baseline/moves';
import { withCodeNeeds } from '../../policies/report/html/code-needs';
import { type JudgeOptions, judge } from '../../policies/report/judge';
import type { Locate } from '../../policies/report/location';
import type { Prover } from '../../policies/report/proof';
import type { Review } from '../../policies/report/review';
import { RULES } from '../../policies/rules/registry';
import type { WaiverFile } from '../../policies/waivers/waiver';
import { repositoryRoot } from '../repository';
import { findWaivers } from './find-waivers';
import { locateByFrames, locateByHcl } from './locate';
import { pageMaterial } from './page/material';
import { planProvers } from './plan-provers';

export interface ReviewRequest {
  /** @default for a path nobody knows */
  readonly environment?: string;
  /** A file of waivers. @default `waivers.json` beside the input, or at the root of its repository */
  readonly waivers?: string;
  /** What `review --format json` printed when the state was approved. @default no comparison */
  readonly baseline?: string;
  /** Told of each step as it begins. @default nobody */
  readonly onStep?: (step: string) => void;
  /** Proofs besides the rules. @default of a path: that what is granted is reachable; of this system: all */
  readonly provers?: readonly Prover[];
  /**
   * Whether the rules alone judge, as a gate before every plan wants it: no prover is asked, the functions' code is not
   * read, and no model of access is left for a later comparison. @default false
   */
  readonly rulesOnly?: boolean;
  /** Of a plan: the directory that it should be the plan of, as cdktf wrote it. @default the plan stands for itself */
  readonly synthesized?: string;
  /** @default now */
  readonly now?: Date;
  /** Whether the review is shown as a page, which has the Terraform and the bill beside the findings. @default false */
  readonly asPage?: boolean;
}

/**
 * Judges a plan, a directory that cdktf wrote, or a directory of Terraform's language.
 *
 * @throws InputError, and nothing else for an input of whatever kind
 */
export async function reviewPath(path: string, request: ReviewRequest = {}): Promise<Review> {
  // The small files first: who misspelt a waiver need not wait for a plan to be read.
  const waivers = findWaivers(path, request.waivers);
  const baseline = openBaseline(request);
  request.onStep?.(`read ${path}`);
  const graph = await loadGraph(path);
  const locate = graph.kind === 'synthesized' ? locateByHcl(path) : undefined;
  const provers = [
    ...(request.provers ?? reachableIsDeclaredProvers()),
    ...(request.synthesized === undefined ? [] : await planProvers(graph, path, request.synthesized)),
  ];
  return judgeGraph(
    graph,
    path,
    { ...request, provers },
    {
      path,
      isOwn: false,
      ...(waivers ? { waivers } : {}),
      ...(baseline ? { baseline: await baseline(graph) } : {}),
      ...(locate ? { locate } : {}),
    },
  );
}

/** Synthesizes this system for an environment into a directory of its own, and judges it. */
export async function reviewSystem(environment: string, request: ReviewRequest = {}): Promise<Review> {
  const out = mkdtempSync(join(tmpdir(), 'vpc-lambda-review-'));
  try {
    const { onStep } = request;
    ownWaivers(request);
    openBaseline(request);
    // Here, because who judges a plan needs none of the constructs.
    const { synthesizeSystem } = await import('../synth/synthesize-system');
    await synthesizeSystem({ environment, out, ...(onStep ? { onStep } : {}) });
    return await reviewSynthesized(out, environment, request);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/**
 * Judges this system where it was synthesized by this process: findings are at the lines of the constructs.
 *
 * @param out what `synthesizeSystem` wrote to
 * @throws InputError for waivers and baseline
 */
export async function reviewSynthesized(
  out: string,
  environment: string,
  request: ReviewRequest = {},
): Promise<Review> {
  const waivers = ownWaivers(request);
  const baseline = openBaseline(request);
  request.onStep?.('read what was synthesized');
  const graph = await loadGraph(out);
  const compared: { result?: GrantedIsUsed } = {};
  const provers = [
    ...(request.provers ?? []),
    ...(await codeProvers(out, request, (result) => {
      compared.result = result;
    })),
  ];
  const review = await judgeGraph(
    graph,
    out,
    { ...request, provers, environment: environmentName(environment) },
    {
      path: '.',
      isOwn: true,
      locate: locateByFrames(),
      ...(waivers ? { waivers } : {}),
      ...(baseline ? { baseline: await baseline(graph) } : {}),
    },
  );
  return review.view && compared.result
    ? { ...review, view: withCodeNeeds(review.view, compared.result.functions) }
    : review;
}

async function codeProvers(
  out: string,
  { rulesOnly, onStep }: ReviewRequest,
  onCompared: (result: GrantedIsUsed) => void,
): Promise<readonly Prover[]> {
  if (rulesOnly) return [];
  onStep?.('read the functions’ code');
  // Not before, because the compiler of TypeScript is among it.
  const { systemProvers } = await import('./system-provers');
  return systemProvers(out, onCompared);
}

/** @param directory what was loaded, whatever the report calls it */
async function judgeGraph(
  graph: Graph,
  directory: string,
  { environment, provers, rulesOnly, now, onStep, asPage }: ReviewRequest,
  options: {
    path: string;
    isOwn: boolean;
    waivers?: WaiverFile;
    baseline?: JudgeOptions['baseline'];
    locate?: Locate;
  },
): Promise<Review> {
  const { baseline, isOwn, ...rest } = options;
  onStep?.(`judge ${graph.resources.length} resources by ${RULES.length} rules`);
  const review = await judge(graph, {
    rules: RULES,
    now: now ?? new Date(),
    ...rest,
    ...(baseline ? { baseline } : {}),
    ...(rulesOnly ? {} : { models: accessModel, ...(provers ? { provers } : {}) }),
    ...(environment === undefined ? {} : { environment }),
    ...(asPage
      ? { view: (context) => systemView(context, options.locate ? { locate: options.locate } : {}) }
      : {}),
  });
  if (!asPage) return review;
  const bill = await billOf(graph, environment ?? options.path, isOwn);
  return { ...review, page: { ...pageMaterial(graph, directory), bill } };
}

async function billOf(graph: Graph, source: string, isOwn: boolean): Promise<CostSection> {
  // Not before, because only a page shows it.
  const { priceLoaded } = await import('../cost/price-system');
  const { costSection } = await import('../../policies/cost/report/summary');
  return costSection(priceLoaded(graph, source, isOwn));
}

function ownWaivers({ waivers }: ReviewRequest): WaiverFile | undefined {
  return findWaivers(repositoryRoot, waivers);
}

/** Reads it at once; what it is compared with comes later. */
function openBaseline({
  baseline,
}: ReviewRequest): ((graph: Graph) => Promise<NonNullable<JudgeOptions['baseline']>>) | undefined {
  if (baseline === undefined) return undefined;
  const approved = readBaseline(resolve(baseline), baseline);
  return async (graph) => ({ approved, changes: await readChanges(graph) });
}

/** An environment may be given as the path of a file: waivers name it as the file is called. */
function environmentName(environment: string): string {
  return environment.endsWith('.json') && existsSync(environment)
    ? basename(environment, '.json')
    : environment;
}
