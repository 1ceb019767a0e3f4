import type { Alternative, Egress } from '../egress/egress-alternatives';
import { escaped, round } from './svg';
import { dollars, quantity } from './words';

const WIDTH = 860;
const HEIGHT = 420;
const PLOT = { left: 64, top: 56, right: 620, bottom: 356 };

/** Each way out has its own stroke in every chart: colour, and dashes for those who see no colours. */
const STROKES: Readonly<Record<string, readonly [colour: string, dashes: string]>> = {
  'nat-per-zone': ['#0f766e', ''],
  'nat-single': ['#b45309', ''],
  'nat-instance': ['#4d7c0f', ''],
  'endpoints-only': ['#64748b', '2 3'],
  'mixed-per-zone': ['#0f766e', '7 4'],
  'mixed-single': ['#b45309', '7 4'],
  'mixed-instance': ['#4d7c0f', '7 4'],
  'mixed-uninspected': ['#6d28d9', '7 4'],
};

/**
 * What each way out costs over the traffic to AWS services: straight lines, which cross at the break-even. An SVG of its
 * own that is readable on light and on dark pages.
 */
export function egressChart(egress: Egress, title: string): string {
  const shown = egress.alternatives.filter(({ impossible }) => impossible === undefined);
  const widest = maximumGb(egress);
  const lines = shown.map((one) => ({ one, from: base(one), to: base(one) + one.perGb.toNumber() * widest }));
  const built = egress.asBuilt;
  const all = [...lines.map(({ to }) => to), base(built) + built.perGb.toNumber() * widest];
  const top = nice(Math.max(...all, 1));
  const x = (gb: number): number => PLOT.left + (gb / widest) * (PLOT.right - PLOT.left);
  const y = (usd: number): number => PLOT.bottom - (usd / top) * (PLOT.bottom - PLOT.top);
  const ordered = [...lines].sort((a, b) => b.to - a.to);
  const labels = spread(ordered.map(({ to }) => y(to)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="t d" font-family="system-ui, sans-serif" font-size="12">`,
    `<title id="t">${escaped(title)}</title>`,
    `<desc id="d">${escaped(describe(egress, shown))}</desc>`,
    '<style>.bg{fill:#ffffff}.ink{fill:#0f172a}.soft{fill:#475569}.grid{stroke:#cbd5e1}.built{fill:#0f172a;stroke:#ffffff}.halo{paint-order:stroke;stroke:#ffffff;stroke-width:4px}.even{stroke:#64748b}',
    '@media (prefers-color-scheme: dark){.bg{fill:#0f172a}.ink{fill:#f1f5f9}.soft{fill:#cbd5e1}.grid{stroke:#475569}.built{fill:#f1f5f9;stroke:#0f172a}.halo{stroke:#0f172a}.line{filter:brightness(1.7)}}</style>',
    `<rect class="bg" width="${WIDTH}" height="${HEIGHT}" rx="8"/>`,
    `<text class="ink" x="${PLOT.left}" y="26" font-size="15" font-weight="600">${escaped(title)}</text>`,
    `<text class="soft" x="${PLOT.left}" y="44">USD a month</text>`,
    ...ticks(top).flatMap((usd) => [
      `<line class="grid" x1="${PLOT.left}" y1="${round(y(usd))}" x2="${PLOT.right}" y2="${round(y(usd))}"/>`,
      `<text class="soft" x="${PLOT.left - 8}" y="${round(y(usd) + 4)}" text-anchor="end">${usd.toLocaleString('en')}</text>`,
    ]),
    ...ticks(widest).map(
      (gb) =>
        `<text class="soft" x="${round(x(gb))}" y="${PLOT.bottom + 18}" text-anchor="middle">${gb.toLocaleString('en')}</text>`,
    ),
    `<text class="soft" x="${(PLOT.left + PLOT.right) / 2}" y="${PLOT.bottom + 40}" text-anchor="middle">GB a month to AWS services that have an interface endpoint, all zones together</text>`,
    ...ordered.map(
      ({ one, from, to }) =>
        `<line class="line" x1="${x(0)}" y1="${round(y(from))}" x2="${PLOT.right}" y2="${round(y(to))}" stroke-width="2.2"${stroke(one)}/>`,
    ),
    ...ordered.flatMap(({ one, to }, index) => [
      `<line class="line" x1="${PLOT.right}" y1="${round(y(to))}" x2="${PLOT.right + 14}" y2="${labels[index]}"${stroke(one)}/>`,
      `<text class="ink" x="${PLOT.right + 18}" y="${round((labels[index] ?? 0) + 4)}">${escaped(shortName(one))}</text>`,
    ]),
    ...evenMark(egress, x, widest),
    `<circle class="built" cx="${round(x(Math.min(egress.awsGb.toNumber(), widest)))}" cy="${round(y(built.total.toNumber()))}" r="6" stroke-width="2"/>`,
    `<text class="ink halo" x="${round(x(Math.min(egress.awsGb.toNumber(), widest)) + 12)}" y="${round(y(built.total.toNumber()) - 8)}" font-weight="600">as built, ${dollars(built.total)}</text>`,
    `<text class="soft" x="${PLOT.left}" y="${HEIGHT - 8}" font-size="11">with ${escaped(egress.internetGb.toFixed(0))} GB a month to the internet${egress.inspected ? ', inspected by Network Firewall' : ''}</text>`,
    '</svg>',
    '',
  ].join('\n');
}

/** Where endpoints beside a NAT in each zone begin to cost less than that NAT alone. */
function evenMark(
  { breakEven, zones }: Egress,
  x: (gb: number) => number,
  widest: number,
): readonly string[] {
  const gb = breakEven ? breakEven.gbPerZoneBesideNat.times(zones) : undefined;
  if (!gb || gb.toNumber() > widest) return [];
  const at = round(x(gb.toNumber()));
  return [
    `<line class="even" x1="${at}" y1="${PLOT.top}" x2="${at}" y2="${PLOT.bottom}" stroke-dasharray="1 3"/>`,
    `<text class="soft" x="${at}" y="${PLOT.top - 6}" text-anchor="middle">endpoints pay above ${quantity(gb, 0)} GB</text>`,
  ];
}

/** What is owed before the first GB to AWS services. */
function base({ fixed, internet }: Alternative): number {
  return fixed.plus(internet).toNumber();
}

/** Wide enough to show where the lines cross. */
function maximumGb({ breakEven, zones, awsGb }: Egress): number {
  const even = breakEven ? breakEven.gbPerZoneBesideNat.toNumber() * zones : 0;
  return nice(Math.max(even * 1.4, awsGb.toNumber() * 1.5, 100));
}

/** The next of 1, 2, 2.5, 5, 10 … above it. */
function nice(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((step) => step * power >= value) ?? 10) * power;
}

function ticks(top: number): readonly number[] {
  return [0, 1, 2, 3, 4, 5].map((step) => Math.round((top / 5) * step * 100) / 100);
}

/** Moves labels apart, downwards. They come ordered from the top. */
function spread(places: readonly number[]): readonly number[] {
  let last = Number.NEGATIVE_INFINITY;
  return places.map((place) => {
    last = Math.max(place, last + 17);
    return round(last);
  });
}

const SHORT: Readonly<Record<string, string>> = {
  'nat-per-zone': 'NAT in each zone',
  'nat-single': 'one NAT',
  'nat-instance': 'NAT instance',
  'endpoints-only': 'endpoints only',
  'mixed-per-zone': 'endpoints + NAT in each zone',
  'mixed-single': 'endpoints + one NAT',
  'mixed-instance': 'endpoints + NAT instance',
  'mixed-uninspected': 'endpoints + NAT, not inspected',
};

function shortName({ id, name }: Alternative): string {
  return SHORT[id] ?? name;
}

function describe(egress: Egress, shown: readonly Alternative[]): string {
  return [
    `As built ${egress.asBuilt.total.toFixed(2)} dollars a month.`,
    ...shown.map(
      (one) => `${one.name}: ${one.fixed.plus(one.internet).toFixed(2)} and ${one.perGb.toFixed(4)} a GB.`,
    ),
  ].join(' ');
}

function stroke({ id }: Alternative): string {
  const [colour, dashes] = STROKES[id] ?? ['#64748b', ''];
  return ` stroke="${colour}"${dashes ? ` stroke-dasharray="${dashes}"` : ''}`;
}
