import type { ColdStartResults, Measured } from '../../policies/cost/cold-start-results';
import { escaped, round } from '../../policies/cost/report/svg';

const WIDTH = 860;
const ROW = 34;
const TOP = 88;
const LEFT = 170;
const RIGHT = 780;

/** In the order in which they are drawn; told apart by their place and label too, not by colour alone. */
const BARS: readonly (readonly [candidate: Measured, label: string, colour: string])[] = [
  ['ours', 'as deployed', '#0f766e'],
  ['clients', 'its SDK clients alone', '#64748b'],
  ['usual', 'Powertools and middy (ESM)', '#b45309'],
  ['runtime', 'the same with the runtime’s SDK', '#6d28d9'],
];

/** CPU time of loading each function, beside the other ways to make it: an SVG for light and dark pages. */
export function initChart(results: ColdStartResults, title: string): string {
  const rows = Object.entries(results.functions).map(([name, { times }]) => ({
    name,
    times: times['22'] ?? {},
  }));
  const longest = Math.max(
    ...rows.flatMap(({ times }) => BARS.map(([one]) => times[one]?.initCpuMs ?? 0)),
    1,
  );
  const top = Math.ceil(longest / 50) * 50;
  const x = (ms: number): number => LEFT + (ms / top) * (RIGHT - LEFT);
  const height = TOP + rows.length * ROW + 40;
  const ticks = Array.from({ length: top / 50 + 1 }, (_, index) => index * 50);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="t d" font-family="system-ui, sans-serif" font-size="12">`,
    `<title id="t">${escaped(title)}</title>`,
    `<desc id="d">${escaped(rows.map(({ name, times }) => `${name}: ${BARS.map(([one, label]) => `${label} ${(times[one]?.initCpuMs ?? 0).toFixed(0)} ms`).join(', ')}`).join('; '))}</desc>`,
    '<style>.bg{fill:#ffffff}.ink{fill:#0f172a}.soft{fill:#475569}.grid{stroke:#cbd5e1}',
    '@media (prefers-color-scheme: dark){.bg{fill:#0f172a}.ink{fill:#f1f5f9}.soft{fill:#cbd5e1}.grid{stroke:#475569}.bar{filter:brightness(1.6)}}</style>',
    `<rect class="bg" width="${WIDTH}" height="${height}" rx="8"/>`,
    `<text class="ink" x="20" y="28" font-size="15" font-weight="600">${escaped(title)}</text>`,
    ...BARS.map(([, label, colour], index) => {
      const left = 20 + index * 205;
      return `<rect class="bar" x="${left}" y="44" width="11" height="11" fill="${colour}"/><text class="soft" x="${left + 17}" y="54" font-size="11">${escaped(label)}</text>`;
    }),
    ...ticks.map(
      (ms) =>
        `<line class="grid" x1="${round(x(ms))}" y1="${TOP - 10}" x2="${round(x(ms))}" y2="${height - 32}"/><text class="soft" x="${round(x(ms))}" y="${height - 14}" text-anchor="middle">${ms} ms</text>`,
    ),
    ...rows.flatMap(({ name, times }, row) => {
      const y = TOP + row * ROW;
      return [
        `<text class="ink" x="${LEFT - 10}" y="${y + 16}" text-anchor="end">${escaped(name)}</text>`,
        ...BARS.map(([one, , colour], index) => {
          const width = x(times[one]?.initCpuMs ?? 0) - LEFT;
          return `<rect class="bar" x="${LEFT}" y="${y + index * 6.5}" width="${round(width)}" height="5.5" fill="${colour}"/>`;
        }),
        `<text class="ink" x="${round(x(times.ours?.initCpuMs ?? 0) + 5)}" y="${y + 6}" font-size="9">${(times.ours?.initCpuMs ?? 0).toFixed(0)}</text>`,
      ];
    }),
    '</svg>',
    '',
  ].join('\n');
}

/** What a cold start is made of in the model, outside and inside a VPC: one bar each, with the spread of its end. */
export function partsChart(
  parts: readonly {
    readonly name: string;
    readonly pieces: readonly (readonly [label: string, ms: number])[];
    readonly low: number;
    readonly high: number;
  }[],
  title: string,
): string {
  const colours = ['#64748b', '#0f766e', '#b45309', '#6d28d9'];
  const top = Math.ceil(Math.max(...parts.map(({ high }) => high)) / 200) * 200;
  const x = (ms: number): number => LEFT + (ms / top) * (RIGHT - LEFT);
  const height = TOP + parts.length * 30 + 40;
  const ticks = Array.from({ length: top / 200 + 1 }, (_, index) => index * 200);
  const labels = parts[0]?.pieces.map(([label]) => label) ?? [];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="t d" font-family="system-ui, sans-serif" font-size="12">`,
    `<title id="t">${escaped(title)}</title>`,
    `<desc id="d">${escaped(parts.map(({ name, pieces, low, high }) => `${name}: ${pieces.map(([label, ms]) => `${label} ${ms.toFixed(0)} ms`).join(', ')}; between ${low.toFixed(0)} and ${high.toFixed(0)} ms`).join('. '))}</desc>`,
    '<style>.bg{fill:#ffffff}.ink{fill:#0f172a}.soft{fill:#475569}.grid{stroke:#cbd5e1}.spread{stroke:#0f172a}',
    '@media (prefers-color-scheme: dark){.bg{fill:#0f172a}.ink{fill:#f1f5f9}.soft{fill:#cbd5e1}.grid{stroke:#475569}.spread{stroke:#f1f5f9}.bar{filter:brightness(1.6)}}</style>',
    `<rect class="bg" width="${WIDTH}" height="${height}" rx="8"/>`,
    `<text class="ink" x="20" y="28" font-size="15" font-weight="600">${escaped(title)}</text>`,
    ...labels.map((label, index) => {
      const left = 20 + index * 205;
      return `<rect class="bar" x="${left}" y="44" width="11" height="11" fill="${colours[index]}"/><text class="soft" x="${left + 17}" y="54" font-size="11">${escaped(label)}</text>`;
    }),
    ...ticks.map(
      (ms) =>
        `<line class="grid" x1="${round(x(ms))}" y1="${TOP - 10}" x2="${round(x(ms))}" y2="${height - 32}"/><text class="soft" x="${round(x(ms))}" y="${height - 14}" text-anchor="middle">${ms} ms</text>`,
    ),
    ...parts.flatMap(({ name, pieces, low, high }, row) => {
      const y = TOP + row * 30;
      let from = 0;
      const bars = pieces.map(([, ms], index) => {
        const bar = `<rect class="bar" x="${round(x(from))}" y="${y}" width="${round(x(ms) - LEFT)}" height="14" fill="${colours[index]}"/>`;
        from += ms;
        return bar;
      });
      return [
        `<text class="ink" x="${LEFT - 10}" y="${y + 12}" text-anchor="end">${escaped(name)}</text>`,
        ...bars,
        `<path class="spread" d="M${round(x(low))} ${y + 19}V${y + 23}M${round(x(low))} ${y + 21}H${round(x(high))}M${round(x(high))} ${y + 19}V${y + 23}" fill="none"/>`,
      ];
    }),
    '</svg>',
    '',
  ].join('\n');
}
