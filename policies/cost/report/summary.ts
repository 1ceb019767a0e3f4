import { isVerified } from '../prices/price-units';
import type { CostReport } from './cost-report';
import { dollars, plural } from './words';

/** One line for the end of `npm start`. */
export function summaryLine({ bill, complexity }: CostReport): string {
  const { fixed, usage, all } = bill.total;
  const { saved } = complexity.withoutVpc;
  const open = openPoints(bill);
  return [
    `${dollars(all)} a month (${dollars(fixed)} fixed, ${dollars(usage)} by use)`,
    `of it ${dollars(saved)} for the VPC`,
    ...(open > 0 ? [`${plural(open, 'thing')} unpriced`] : []),
  ].join('; ');
}

/** How many components and types have no price. */
export function openPoints(bill: CostReport['bill']): number {
  return bill.resources.reduce((sum, { gaps }) => sum + gaps.length, 0) + bill.unpriced.length;
}

/** A table of the review page. */
export interface SectionTable {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns that are numbers. */
  readonly right: readonly number[];
}

/** What the review page shows of the bill. */
export interface CostSection {
  readonly summary: string;
  readonly tables: readonly SectionTable[];
  /** What the reader must know to trust it. */
  readonly notes: readonly string[];
}

/** The bill as a section of the review page: text only, to be escaped by whoever renders it. */
export function costSection(report: CostReport): CostSection {
  const { bill, egress, complexity } = report;
  const tables: SectionTable[] = [
    {
      title: 'By service, dollars a month',
      heads: ['service', 'resources', 'fixed', 'by use', 'total'],
      rows: bill.services
        .filter(({ all, gaps }) => !all.isZero || gaps > 0)
        .map(({ service, resources, fixed, usage, all, gaps }) => [
          gaps > 0 ? `${service} (${gaps} unpriced)` : service,
          String(resources),
          dollars(fixed),
          dollars(usage),
          dollars(all),
        ]),
      right: [1, 2, 3, 4],
    },
  ];
  if (egress)
    tables.push({
      title: 'Ways out, dollars a month for the same traffic',
      heads: ['way', 'total', 'a GB to AWS services'],
      rows: [egress.asBuilt, ...egress.alternatives].map(({ name, total, perGb, impossible }) => [
        impossible ? `${name} (not possible: ${impossible})` : name,
        dollars(total),
        `$${perGb.toFixed(4)}`,
      ]),
      right: [1, 2],
    });
  tables.push({
    title: 'With the VPC and without',
    heads: ['', 'now', 'without VPC'],
    rows: [
      ['dollars a month', dollars(complexity.withoutVpc.now.all), dollars(complexity.withoutVpc.without.all)],
      ...complexity.counts.map(({ what, now, withoutVpc }) => [what, String(now), String(withoutVpc)]),
    ],
    right: [1, 2],
  });
  return { summary: summaryLine(report), tables, notes: [`priced: ${report.source}`, ...notesOf(report)] };
}

/** What a reader must know of the figures. */
export function notesOf({ bill, usage, priceNote }: CostReport): readonly string[] {
  const doubtful = bill.prices.filter(({ confidence }) => !isVerified(confidence));
  const gaps = bill.resources.flatMap(({ key, gaps: open }) =>
    open.map(({ name, reason }) => `${key}, ${name}: ${reason}`),
  );
  return [
    priceNote,
    ...(doubtful.length > 0
      ? [
          `${doubtful.length} of ${bill.prices.length} prices are not verified for the region: ${doubtful.map(({ id }) => id).join(', ')}`,
        ]
      : []),
    ...(Object.keys(usage).length === 0 ? ['the usage is nothing but defaults'] : []),
    ...gaps.map((gap) => `unpriced: ${gap}`),
    ...bill.unpriced.map(({ type, count }) => `unpriced: ${count} × ${type}`),
    ...bill.resources
      .filter(({ countUnknown }) => countUnknown !== undefined)
      .map(({ key, countUnknown }) => `priced as one, how many is not known: ${key} (${countUnknown})`),
    ...bill.incomplete.map((one) => `not looked into: ${one}`),
    ...bill.resources.flatMap(({ key, type, notes }) =>
      type === 'aws_rds_cluster_instance' ? notes.map((note) => `${key}: ${note}`) : [],
    ),
  ];
}
