import type { Graph } from '../../graph/graph';
import { RuleContext } from '../../rules/context';
import type { Bill } from '../bill';
import { type Complexity, complexity } from '../complexity/complexity';
import { type Egress, egressAlternatives } from '../egress/egress-alternatives';
import { type EstimateOptions, estimateIn } from '../estimate';
import { HOURS_PER_MONTH } from '../prices/price-units';
import { USAGE_KEYS } from '../services/pricers';
import { Usage } from '../usage/usage';
import { type Change, changeAgainst } from './change';
import type { EarlierReport } from './earlier-report';

/** All that is said of what a configuration costs. */
export interface CostReport {
  /** What was priced, as the caller named it. */
  readonly source: string;
  readonly bill: Bill;
  /** Nothing where no function is in a VPC. */
  readonly egress?: Egress;
  readonly complexity: Complexity;
  /** Against an earlier report. */
  readonly change?: Change;
  /** What the usage file says; the rest are defaults. */
  readonly usage: Usage['written'];
  /** Words about the prices that hold for all of them. */
  readonly priceNote: string;
  readonly hoursPerMonth: number;
}

export interface ReportOptions extends EstimateOptions {
  readonly source: string;
  /** @default no comparison */
  readonly baseline?: EarlierReport;
}

/** Prices the configuration, and says what else it costs. */
export function costReport(graph: Graph, options: ReportOptions): CostReport {
  const context = new RuleContext(graph);
  const usage = options.usage ?? Usage.defaults(USAGE_KEYS);
  const bill = estimateIn(context, { ...options, usage });
  const egress = egressAlternatives(context, bill, options.prices);
  return {
    source: options.source,
    bill,
    ...(egress ? { egress } : {}),
    complexity: complexity(context, bill),
    ...(options.baseline ? { change: changeAgainst(options.baseline, bill) } : {}),
    usage: usage.written,
    priceNote: options.prices.note,
    hoursPerMonth: HOURS_PER_MONTH,
  };
}
