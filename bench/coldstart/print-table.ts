import type { ColdStartResults, Measured } from '../../policies/cost/cold-start-results';

/** What the project asks of each function. Printed, not enforced: machines are noisy. */
const TARGETS = { clients: 1.25, usual: 0.6, runtime: 0.45, zipBytes: 130_000, warmCpuMicros: 100 } as const;

/** Prints the results as a table of Markdown, with the targets that a function misses. */
export function printTable(results: ColdStartResults): void {
  const rows = Object.entries(results.functions).map(([name, result]) => {
    const times = result.times['22'] ?? {};
    const init = (candidate: Measured) => times[candidate]?.initCpuMs ?? Number.NaN;
    const ratio = (candidate: Measured) => init('ours') / init(candidate);
    const zipBytes = result.zipBytes.ours ?? Number.NaN;
    const missed = [
      ...(['clients', 'usual', 'runtime'] as const).filter(
        (candidate) => ratio(candidate) > TARGETS[candidate],
      ),
      ...(zipBytes >= TARGETS.zipBytes ? ['zip'] : []),
      ...(result.warmCpuMicros > TARGETS.warmCpuMicros ? ['warm'] : []),
    ];
    return [
      name,
      (zipBytes / 1000).toFixed(0),
      ...[init('ours'), init('clients'), init('usual'), init('runtime')].map((value) => value.toFixed(1)),
      ...(['clients', 'usual', 'runtime'] as const).map((candidate) => ratio(candidate).toFixed(2)),
      ...(['ours', 'usual', 'runtime'] as const).map((candidate) =>
        (times[candidate]?.firstCpuMs ?? Number.NaN).toFixed(0),
      ),
      result.warmCpuMicros.toFixed(0),
      missed.join(' '),
    ];
  });
  const head = [
    'function',
    'zip kB',
    'init CPU ms',
    'clients',
    'usual',
    'runtime SDK',
    '÷ clients',
    '÷ usual',
    '÷ runtime',
    'first call CPU ms',
    'usual',
    'runtime SDK',
    'warm CPU µs',
    'missed',
  ];
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const { machine, versions, runs, empty } = results;
  process.stdout.write(`${lines.join('\n')}\n\n`);
  process.stdout.write(
    `empty handler: ${Object.entries(empty)
      .map(
        ([major, { initCpuMs, processCpuMs }]) =>
          `Node ${major} ${initCpuMs} ms, whole process ${processCpuMs} ms`,
      )
      .join('; ')}\n`,
  );
  process.stdout.write(
    `${runs} runs, medians, CPU time. ${machine.cores} × ${machine.processor}, load ${machine.loadBefore} to ${machine.loadAfter}. ` +
      `${Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', ')}\n`,
  );
}
