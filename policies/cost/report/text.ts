import type { Alternative } from '../egress/egress-alternatives';
import type { CostReport } from './cost-report';
import { notesOf } from './summary';
import { textTable } from './table';
import { cents, dollars, plural, quantity } from './words';

/** Resources that are shown one by one. */
const MOST_SHOWN = 25;

/** What `vpc-lambda cost` prints. */
export function toText(report: CostReport): string {
  const { bill } = report;
  const sections: (readonly string[])[] = [
    [
      `${report.source}: ${dollars(bill.total.all)} a month of ${report.hoursPerMonth} hours, in ${bill.regions.join(', ') || 'no region'}, without tax`,
      `  ${dollars(bill.total.fixed)} fixed, ${dollars(bill.total.usage)} by use${bill.freeTier ? ', beyond the free tier' : ''}`,
    ],
    services(report),
    resources(report),
    egress(report),
    complexity(report),
    change(report),
    notes(report),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function services({ bill }: CostReport): readonly string[] {
  const rows = bill.services.map(({ service, resources: count, fixed, usage, all, gaps }) => [
    service,
    String(count),
    cents(fixed),
    cents(usage),
    cents(all),
    gaps > 0 ? `${gaps} unpriced` : '',
  ]);
  const { fixed, usage, all } = bill.total;
  return textTable(
    ['service', 'resources', 'fixed', 'by use', 'USD/month', ''],
    [...rows, ['total', String(bill.resources.length), cents(fixed), cents(usage), cents(all), '']],
    [1, 2, 3, 4],
  );
}

function resources({ bill }: CostReport): readonly string[] {
  const dear = bill.resources
    .filter(({ lines }) => lines.length > 0)
    .map((one) => ({ ...one, all: one.fixed.plus(one.usage) }))
    .sort((a, b) => b.all.compare(a.all) || (a.key < b.key ? -1 : 1));
  const shown = dear.slice(0, MOST_SHOWN);
  const rows = shown.flatMap(({ key, lines, all, countUnknown }) => [
    [cents(all), countUnknown === undefined ? key : `${key} (priced as one)`],
    ...lines
      .filter(({ quantity: volume }) => !volume.isZero)
      .map(({ name, quantity: volume, unit, unitPrice, amount }) => [
        '',
        `  ${cents(amount).padStart(9)}  ${name}: ${quantity(volume)} ${unit} × ${unitPrice}`,
      ]),
  ]);
  const rest = dear.length - shown.length;
  return [
    ...textTable(['USD/month', 'resource'], rows, [0]),
    ...(rest > 0 ? [`and ${plural(rest, 'resource')} of less each (--format json lists them)`] : []),
  ];
}

function egress({ egress: found }: CostReport): readonly string[] {
  if (!found) return [];
  const row = ({ name, fixed, internet, perGb, total, impossible }: Alternative): readonly string[] => [
    impossible ? `${name} (not possible: ${impossible})` : name,
    cents(fixed),
    cents(internet),
    perGb.toFixed(4),
    cents(total),
  ];
  const even = found.breakEven;
  return [
    `Ways out: ${plural(found.zones, 'zone')}, ${plural(found.services, 'AWS service')} by interface endpoint, ` +
      `${quantity(found.awsGb)} GB to them and ${quantity(found.internetGb)} GB through NAT a month`,
    ...textTable(
      ['way', 'fixed', 'internet', 'per GB to AWS', 'USD/month'],
      [row(found.asBuilt), ...found.alternatives.map(row)],
      [1, 2, 3, 4],
    ),
    ...(even
      ? [
          `${even.endpoints} endpoints beat NAT gateways in each zone above ${quantity(even.gbPerZoneWithoutNat, 1)} GB a zone and month, ` +
            `and above ${quantity(even.gbPerZoneBesideNat, 1)} GB where the NAT stays for the internet; ` +
            `fewer than ${quantity(even.endpointsThatAlwaysWin)} always do`,
        ]
      : []),
    ...found.notes.map((note) => `  ${note}`),
  ];
}

function complexity({ complexity: found }: CostReport): readonly string[] {
  const { counts, quotas, withoutVpc, times, chores, interfaces } = found;
  if (interfaces.functionsInVpc === 0) return [];
  const tight = interfaces.subnets
    .filter(({ used, free }) => used > 0 && free !== undefined)
    .sort((a, b) => (a.free ?? 0) - (b.free ?? 0))
    .slice(0, 6);
  return [
    ...textTable(
      ['', 'now', 'without VPC'],
      [
        ['USD a month', cents(withoutVpc.now.all), cents(withoutVpc.without.all)],
        ...counts.map(({ what, now, withoutVpc: without }) => [what, String(now), String(without)]),
      ],
      [1, 2],
    ),
    '',
    ...textTable(
      ['quota', 'of', 'used', 'limit', 'left'],
      quotas.map(({ name, per, used, limit, left }) => [
        name,
        per,
        String(used),
        String(limit),
        String(left),
      ]),
      [2, 3, 4],
    ),
    '',
    ...textTable(
      ['subnets with the fewest addresses left', 'range', 'used', 'left'],
      tight.map(({ subnet, cidr, used, free }) => [subnet, cidr, String(used), String(free)]),
      [2, 3],
    ),
    '',
    'Time to create and to destroy',
    ...[
      ...times.create.map((one) => ['create', one] as const),
      ...times.destroy.map((one) => ['destroy', one] as const),
    ].map(
      ([phase, { what, minutesAtLeast, minutesAtMost, confidence }]) =>
        `  ${phase}: ${what} ${minutesAtLeast === undefined ? '' : `${minutesAtLeast} to `}${minutesAtMost} minutes (${confidence})`,
    ),
    '',
    'What has to be done because of the VPC',
    ...chores.map(({ what, why }) => `  ${what}: ${why}`),
  ];
}

function change({ change: found }: CostReport): readonly string[] {
  if (!found) return [];
  const sign = (text: string): string => (text.startsWith('-') ? text : `+${text}`);
  return [
    `Against the baseline: ${sign(cents(found.difference.all))} a month (${sign(cents(found.difference.fixed))} fixed, ${sign(cents(found.difference.usage))} by use)`,
    ...(found.resources.length > 0
      ? textTable(
          ['', 'before', 'now', 'difference', 'resource'],
          found.resources
            .slice(0, MOST_SHOWN)
            .map(({ key, kind, before, after, difference }) => [
              kind,
              cents(before),
              cents(after),
              sign(cents(difference)),
              key,
            ]),
          [1, 2, 3],
        )
      : []),
    ...found.warnings.map((warning) => `  ${warning}`),
  ];
}

function notes(report: CostReport): readonly string[] {
  return notesOf(report).map((note) => `note: ${note}`);
}
