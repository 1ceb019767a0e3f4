import { readFileSync } from 'node:fs';
import { loadPriceBook } from '../../policies/cost/prices/price-book';
import { type CostReport, costReport } from '../../policies/cost/report/cost-report';
import { readEarlierReport } from '../../policies/cost/report/earlier-report';
import { USAGE_KEYS } from '../../policies/cost/services/pricers';
import { readUsage, type Usage } from '../../policies/cost/usage/usage';
import type { Graph } from '../../policies/graph/graph';
import { loadGraph } from '../../policies/graph/load';
import { UsageError as CommandError } from '../cli/errors';
import { DEPOSITS_PER_MONTH, depositUsage } from './deposit-usage';
import { loadOwnSystem } from './own-system';

export interface PriceRequest {
  /** A usage file. @default for this system the load of 100,000 deposits; for others the defaults of each type */
  readonly usageFile?: string;
  /** What an earlier run printed as JSON. @default no comparison */
  readonly baselineFile?: string;
  /** Of resources whose provider does not say. @default eu-central-1 */
  readonly region?: string;
  /** @default false */
  readonly freeTier?: boolean;
}

/** Prices whatever the path is. @throws InputError, UsageError (the file’s), BaselineError */
export async function pricePath(path: string, request: PriceRequest = {}): Promise<CostReport> {
  return priceGraph(await loadGraph(path), path, request);
}

/** Prices this system in an environment. */
export async function priceEnvironment(environment: string, request: PriceRequest = {}): Promise<CostReport> {
  const graph = await loadOwnSystem(environment);
  const source = request.usageFile === undefined ? underAssumedLoad(environment) : environment;
  return priceGraph(graph, source, request, (one) => depositUsage(one));
}

/** Prices what a review has loaded. @param isOwn this system: under its assumed load, not the defaults of each type */
export function priceLoaded(graph: Graph, source: string, isOwn: boolean): CostReport {
  return isOwn
    ? priceGraph(graph, underAssumedLoad(source), {}, (one) => depositUsage(one))
    : priceGraph(graph, source, {});
}

function underAssumedLoad(environment: string): string {
  return `${environment}, ${DEPOSITS_PER_MONTH.toLocaleString('en')} deposits a month (assumed)`;
}

/** @param load the usage when no file is given; nothing but defaults without it */
function priceGraph(
  graph: Graph,
  source: string,
  request: PriceRequest,
  load?: (graph: Graph) => unknown,
): CostReport {
  const prices = loadPriceBook();
  const { region } = request;
  if (region !== undefined && !prices.regions.includes(region))
    throw new CommandError(`--region ${region}: the snapshot has ${prices.regions.join(', ')}`);
  const usage = usageOf(graph, request.usageFile, load);
  const baseline =
    request.baselineFile === undefined
      ? undefined
      : readEarlierReport(parseFile(request.baselineFile, '--baseline'), request.baselineFile);
  return costReport(graph, {
    source,
    prices,
    ...(usage ? { usage } : {}),
    ...(region === undefined ? {} : { region }),
    ...(request.freeTier === undefined ? {} : { freeTier: request.freeTier }),
    ...(baseline ? { baseline } : {}),
  });
}

function usageOf(
  graph: Graph,
  file: string | undefined,
  load?: (graph: Graph) => unknown,
): Usage | undefined {
  if (file !== undefined) return readUsage(parseFile(file, '--usage'), file, USAGE_KEYS, graph);
  return load ? readUsage(load(graph), 'the assumed load', USAGE_KEYS, graph) : undefined;
}

function parseFile(file: string, option: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandError(
      `${option} ${file}: cannot be read (${(error as NodeJS.ErrnoException).code}); name a JSON file`,
    );
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(
      `${option} ${file}: is not JSON: ${error instanceof Error ? error.message.split('\n')[0] : ''}`,
    );
  }
}
