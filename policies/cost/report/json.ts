import type { PricedResource } from '../bill';
import type { CostReport } from './cost-report';

/**
 * What `vpc-lambda cost --format json` prints. Amounts are dollars a month, exact, as strings; quantities are strings in
 * the unit that stands beside them. A report can be the baseline of a later one.
 */
export function toJson(report: CostReport): object {
  const { bill, egress, complexity, change } = report;
  return {
    schemaVersion: 1,
    source: report.source,
    currency: 'USD',
    hoursPerMonth: report.hoursPerMonth,
    regions: bill.regions,
    freeTier: bill.freeTier,
    priceNote: report.priceNote,
    total: bill.total,
    services: bill.services,
    resources: bill.resources.map(resourceJson),
    free: bill.free,
    unpriced: bill.unpriced,
    incomplete: bill.incomplete,
    usage: report.usage,
    egress: egress ?? null,
    complexity,
    change: change ?? null,
    prices: bill.prices.map(({ id, region, tiers, confidence, source, note }) => ({
      id,
      region,
      tiers,
      confidence,
      source,
      ...(note === undefined ? {} : { note }),
    })),
  };
}

function resourceJson({ fixed, usage, ...rest }: PricedResource): object {
  return { ...rest, fixed, usage, total: fixed.plus(usage) };
}
