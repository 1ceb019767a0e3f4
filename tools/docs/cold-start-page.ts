import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type ColdStart,
  coldShares,
  coldStart,
  initDollarsPerMillion,
  slowerAtMost,
} from '../../policies/cost/cold-start';
import { COLD_START_FACTS, type Spread } from '../../policies/cost/cold-start-facts';
import type { ColdStartResults, FunctionResult, Measured } from '../../policies/cost/cold-start-results';
import { loadPriceBook } from '../../policies/cost/prices/price-book';
import { markdownTable as tableLines } from '../../policies/cost/report/table';
import { repositoryRoot } from '../repository';
import { initChart, partsChart } from './cold-start-chart';

const RESULTS = 'bench/results/coldstart.json';
const TEMPLATE = 'tools/docs/cold-start-page.template';
const REGION = 'eu-central-1';

/** Shown in the chart of parts: the smallest, a usual one, and those with the most clients. */
const SHOWN = ['get-deposit', 'start-clearing', 'submit-deposit', 'merge-batch'];

/** The loads for which the table says how often a start is cold: calls a second, and seconds that a warm one takes. */
const LOADS = [
  ['one a day', 1 / 86_400, 0.05],
  ['one an hour', 1 / 3600, 0.05],
  ['one each 5 minutes', 1 / 300, 0.05],
  ['one a minute', 1 / 60, 0.05],
  ['one a second', 1, 0.05],
  ['ten a second', 10, 0.05],
  ['100 a second', 100, 0.05],
] as const;

export const TARGETS: Readonly<Record<'clients' | 'usual' | 'runtime', number>> = {
  clients: 1.25,
  usual: 0.6,
  runtime: 0.45,
};

/** docs/cold-start.md and its charts, by their paths: from the template and what the benchmark recorded. */
export function renderColdStartPage(): ReadonlyMap<string, string> {
  const results = JSON.parse(readFileSync(join(repositoryRoot, RESULTS), 'utf8')) as ColdStartResults;
  const template = readFileSync(join(repositoryRoot, TEMPLATE), 'utf8');
  const page = template.replace(/\{\{([^}]+)\}\}/g, (_all, name: string) => {
    const part = PARTS[name];
    if (!part) throw new Error(`${TEMPLATE} asks for a part that there is not: ${name}`);
    return part(results);
  });
  return new Map([
    ['docs/cold-start.md', page],
    ['docs/cold-start/init.svg', initChart(results, 'Loading each function on Node 22, CPU time')],
    ['docs/cold-start/parts.svg', partsChart(shownParts(results), 'A cold start in the model, inside a VPC')],
  ]);
}

/** Writes the page and its charts. */
export function writeColdStartPage(): void {
  for (const [file, text] of renderColdStartPage()) {
    mkdirSync(dirname(join(repositoryRoot, file)), { recursive: true });
    writeFileSync(join(repositoryRoot, file), text);
  }
}

type Part = (results: ColdStartResults) => string;

const PARTS: Readonly<Record<string, Part>> = {
  'measured-on': ({ measuredOn, command, machine, runs }) =>
    `Measured on ${measuredOn} by \`${command}\`: ${runs} fresh processes of each candidate, in turns, medians, on ${machine.cores} × ${machine.processor} (load average ${machine.loadBefore} before, ${machine.loadAfter} after).`,
  versions: ({ versions }) =>
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
  measured: measuredTable,
  shortfalls,
  'smallest-ratio-usual': (results) => percent(Math.max(...ratios(results, 'usual'))),
  'largest-ratio-runtime': (results) => percent(Math.max(...ratios(results, 'runtime'))),
  'node-24': node24Table,
  empty: ({ empty }) =>
    Object.entries(empty)
      .map(
        ([major, { initCpuMs, processCpuMs }]) =>
          `${initCpuMs} ms on Node ${major} (whole process ${processCpuMs} ms)`,
      )
      .join(', '),
  model: modelTable,
  slower: (results) => slower(results).toFixed(2),
  frequency: frequencyTable,
  facts: () =>
    markdownTable(
      ['fact', 'what it says', 'source', 'sure?'],
      Object.values(COLD_START_FACTS).map(({ id, statement, source, confidence }) => [
        `\`${id}\``,
        statement,
        `${'url' in source ? `[${source.title}](${source.url})` : source.title}, ${source.date}`,
        confidence,
      ]),
    ),
};

function timesOf(result: FunctionResult, candidate: Measured, major = '22') {
  const times = result.times[major]?.[candidate];
  if (!times) throw new Error(`${RESULTS} has no times of ${candidate} on Node ${major}: measure again`);
  return times;
}

function ratio(result: FunctionResult, candidate: Measured): number {
  return timesOf(result, 'ours').initCpuMs / timesOf(result, candidate).initCpuMs;
}

function ratios({ functions }: ColdStartResults, candidate: Measured): readonly number[] {
  return Object.values(functions).map((result) => ratio(result, candidate));
}

function measuredTable({ functions }: ColdStartResults): string {
  return markdownTable(
    [
      'function',
      'zip kB',
      'init CPU ms',
      '÷ clients alone',
      '÷ usual way',
      '÷ runtime’s SDK',
      'first call CPU ms',
      'usual way',
      'warm call µs',
    ],
    Object.entries(functions).map(([name, result]) => [
      name,
      ((result.zipBytes.ours ?? 0) / 1000).toFixed(1),
      timesOf(result, 'ours').initCpuMs.toFixed(1),
      ratio(result, 'clients').toFixed(2),
      ratio(result, 'usual').toFixed(2),
      ratio(result, 'runtime').toFixed(2),
      (timesOf(result, 'ours').firstCpuMs ?? Number.NaN).toFixed(0),
      (timesOf(result, 'usual').firstCpuMs ?? Number.NaN).toFixed(0),
      result.warmCpuMicros.toFixed(0),
    ]),
  );
}

function shortfalls({ functions }: ColdStartResults): string {
  const lines = Object.entries(functions).flatMap(([name, result]) => {
    const missed = (['clients', 'usual', 'runtime'] as const)
      .filter((candidate) => ratio(result, candidate) > TARGETS[candidate])
      .map(
        (candidate) =>
          `${above(ratio(result, candidate), TARGETS[candidate])} × ${candidate} instead of ${TARGETS[candidate]}`,
      );
    if ((result.zipBytes.ours ?? 0) >= 130_000) missed.push(`a zip of ${result.zipBytes.ours} bytes`);
    if (result.warmCpuMicros > 100)
      missed.push(`${result.warmCpuMicros.toFixed(0)} µs a warm call instead of 100`);
    return missed.length > 0 ? [`- \`${name}\`: ${missed.join('; ')}`] : [];
  });
  return lines.length > 0
    ? `Not met in this run:\n\n${lines.join('\n')}`
    : 'Every function met every target in this run.';
}

/** With as many digits as show that it is above: two at least. */
function above(value: number, target: number): string {
  const digits = [2, 3, 4].find((count) => Number(value.toFixed(count)) > target);
  return value.toFixed(digits ?? 5);
}

function node24Table({ functions }: ColdStartResults): string {
  const rows = Object.entries(functions).flatMap(([name, result]) =>
    result.times['24']
      ? [
          [
            name,
            ...(['22', '24'] as const).flatMap((major) => {
              const { initCpuMs, firstCpuMs = Number.NaN } = timesOf(result, 'ours', major);
              return [initCpuMs.toFixed(1), firstCpuMs.toFixed(0)];
            }),
          ],
        ]
      : [],
  );
  if (rows.length === 0) return 'Node 24 was not on the measuring machine.';
  return markdownTable(
    ['function', 'init CPU ms, Node 22', 'first call', 'init CPU ms, Node 24', 'first call'],
    rows,
  );
}

/** How much slower than here, by the function of ours that has three clients too. */
function slower({ functions }: ColdStartResults): number {
  const three = Object.values(functions).find(({ clients }) => clients.length === 3);
  if (!three) throw new Error(`${RESULTS} has no function with three clients`);
  return slowerAtMost(timesOf(three, 'ours').initCpuMs);
}

function modelled(results: ColdStartResults, result: FunctionResult, inVpc: boolean): ColdStart {
  const { initCpuMs, firstCpuMs = 0 } = timesOf(result, 'ours');
  const { memoryMib } = result;
  return coldStart({
    initCpuMs,
    firstCpuMs,
    memoryMib,
    architecture: 'arm64',
    inVpc,
    slowerAtMost: slower(results),
  });
}

function modelTable(results: ColdStartResults): string {
  const price = loadPriceBook().get(REGION, 'lambda.arm.gb-second');
  const perGbSecond = 'tiers' in price ? price.tiers[0]?.price.toNumber() : undefined;
  return markdownTable(
    ['function', 'MiB', 'init', 'first call', 'outside a VPC', 'inside', 'INIT billed', '$ per million'],
    Object.entries(results.functions).map(([name, result]) => {
      const outside = modelled(results, result, false);
      const inside = modelled(results, result, true);
      const dollars =
        perGbSecond === undefined
          ? 'unpriced'
          : initDollarsPerMillion(outside.billedInit.typical, result.memoryMib, perGbSecond).toFixed(2);
      return [
        name,
        String(result.memoryMib),
        range(outside.init),
        range(outside.firstCall),
        range(outside.total),
        range(inside.total),
        range(outside.billedInit),
        dollars,
      ];
    }),
  );
}

function shownParts(results: ColdStartResults) {
  return SHOWN.flatMap((name) => {
    const result = results.functions[name];
    if (!result) return [];
    const { runtime, init, vpc, firstCall, total } = modelled(results, result, true);
    const pieces = [
      ['Lambda’s runtime', runtime.typical],
      ['loading the function', init.typical],
      ['first call and connections', firstCall.typical],
      ['what a VPC is claimed to add', vpc.typical],
    ] as const;
    return [{ name, pieces, low: total.low, high: total.high }];
  });
}

function frequencyTable(): string {
  return markdownTable(
    ['calls', 'fewest', 'typical', 'most', 'cold starts a day, typical'],
    LOADS.map(([name, callsPerSecond, callSeconds]) => {
      const shares = coldShares({ callsPerSecond, callSeconds });
      const aDay = shares.typical * callsPerSecond * 86_400;
      return [
        name,
        percent(shares.low),
        percent(shares.typical),
        percent(shares.high),
        aDay.toFixed(aDay < 10 ? 1 : 0),
      ];
    }),
  );
}

function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const right = heads.length > 4 ? heads.map((_head, column) => column).slice(1) : [];
  return tableLines(heads, rows, right).join('\n');
}

function range({ low, typical, high }: Spread): string {
  return `${typical.toFixed(0)} (${low.toFixed(0)} to ${high.toFixed(0)})`;
}

function percent(share: number): string {
  const value = share * 100;
  return `${value >= 10 ? value.toFixed(0) : value.toPrecision(2)} %`;
}
