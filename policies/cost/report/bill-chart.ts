import type { CostReport } from './cost-report';
import { escaped, round } from './svg';
import { dollars } from './words';

const WIDTH = 860;
const LEFT = 92;
const RIGHT = 760;
const BAR = 34;
const TOP = 62;

const COLOURS = ['#0f766e', '#b45309', '#1d4ed8', '#be123c', '#6d28d9', '#4d7c0f', '#64748b'];

/** Services with a colour of their own; the rest is "others". */
const SHOWN = 6;

/** A bar for each report, in parts by service: an SVG that is readable on light and on dark pages. */
export function billChart(
  reports: readonly { readonly name: string; readonly report: CostReport }[],
  title: string,
): string {
  const services = dearest(reports.map(({ report }) => report));
  const most = Math.max(...reports.map(({ report }) => report.bill.total.all.toNumber()), 1);
  const width = (usd: number): number => round((usd / most) * (RIGHT - LEFT));
  const height = TOP + reports.length * (BAR + 16) + 54;
  const bars = reports.flatMap(({ name, report }, row) => {
    const y = TOP + row * (BAR + 16);
    let x = LEFT;
    const parts = [...services, 'others'].map((service, index) => {
      const amount = report.bill.services
        .filter((one) => (service === 'others' ? !services.includes(one.service) : one.service === service))
        .reduce((sum, { all }) => sum + all.toNumber(), 0);
      const part = `<rect class="bar" x="${round(x)}" y="${y}" width="${width(Math.max(0, amount))}" height="${BAR}" fill="${COLOURS[index]}"><title>${escaped(`${name}, ${service}: $${amount.toFixed(2)}`)}</title></rect>`;
      x += width(Math.max(0, amount));
      return part;
    });
    return [
      `<text class="ink" x="${LEFT - 10}" y="${y + 22}" text-anchor="end" font-weight="600">${escaped(name)}</text>`,
      ...parts,
      `<text class="ink" x="${round(x + 8)}" y="${y + 22}">${dollars(report.bill.total.all)}</text>`,
    ];
  });
  const legend = [...services, 'others'].flatMap((service, index) => {
    const x = LEFT + (index % 4) * 172;
    const y = height - 34 + Math.floor(index / 4) * 18;
    return [
      `<rect class="bar" x="${x}" y="${y - 10}" width="12" height="12" fill="${COLOURS[index]}"/>`,
      `<text class="soft" x="${x + 18}" y="${y}">${escaped(service)}</text>`,
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="t d" font-family="system-ui, sans-serif" font-size="13">`,
    `<title id="t">${escaped(title)}</title>`,
    `<desc id="d">${escaped(reports.map(({ name, report }) => `${name}: ${report.bill.total.all.toFixed(2)} dollars a month`).join('; '))}</desc>`,
    '<style>.bg{fill:#ffffff}.ink{fill:#0f172a}.soft{fill:#475569}',
    '@media (prefers-color-scheme: dark){.bg{fill:#0f172a}.ink{fill:#f1f5f9}.soft{fill:#cbd5e1}.bar{filter:brightness(1.5)}}</style>',
    `<rect class="bg" width="${WIDTH}" height="${height}" rx="8"/>`,
    `<text class="ink" x="24" y="32" font-size="15" font-weight="600">${escaped(title)}</text>`,
    ...bars,
    ...legend,
    '</svg>',
    '',
  ].join('\n');
}

function dearest(reports: readonly CostReport[]): readonly string[] {
  const sums = new Map<string, number>();
  for (const { bill } of reports)
    for (const { service, all } of bill.services)
      sums.set(service, (sums.get(service) ?? 0) + all.toNumber());
  return [...sums]
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .slice(0, SHOWN)
    .map(([service]) => service);
}
