import type { Percentiles } from './latency';
import type { MemoryReading } from './memory';
import type { Observer } from './observer';
import type { SoakResult } from './run-soak';

/** The result as a value that JSON can say. */
export function asJson(result: SoakResult, observer: Observer): object {
  const { record, reckoning, settlement, faults } = result;
  return {
    schemaVersion: 1,
    comesOut: result.findings.length === 0,
    deposits: result.deposits,
    seed: result.seed,
    seconds: rounded(result.seconds),
    requests: record.requests,
    accepted: reckoning.accepted,
    cleared: reckoning.cleared,
    rejected: reckoning.rejectedByReason,
    waiting: reckoning.waiting,
    ledgerEntries: reckoning.entries,
    amounts: reckoning.amounts,
    duplicatesRefused: record.duplicatesRefused,
    malformedRefused: record.malformedRefused,
    otherBodiesRefused: record.otherBodiesRefused,
    batches: {
      files: record.batches.length,
      lines: sumOf(record.batches.map(({ expected }) => expected.accepted)),
      rejectedLines: sumOf(record.batches.map(({ counts }) => counts?.rejected ?? 0)),
      duplicateLines: sumOf(record.batches.map(({ counts }) => counts?.duplicates ?? 0)),
    },
    imagesUploaded: record.imagesUploaded,
    approvals: { approved: record.approvals.APPROVE, refused: record.approvals.REFUSE },
    told: {
      deposits: observer.told.size,
      times: sumOf([...observer.told.values()].map(({ times }) => times)),
    },
    deadLetters: settlement.deadLetters,
    redriven: { messages: settlement.redrivenMessages, executions: settlement.redrivenExecutions },
    relayFired: settlement.relayed,
    failedCalls: Object.fromEntries(settlement.failures),
    executions: { ...observer.executions, errors: Object.fromEntries(observer.executionErrors) },
    retries: {
      clients: Object.fromEntries(record.trouble.retries),
      tasks: Object.fromEntries(observer.taskRetries),
      messages: observer.messageFailures,
    },
    faults: { ...faults, killed: Object.fromEntries(faults.killed) },
    latencyMilliseconds: result.latency,
    memoryMegabytes: result.memory ?? 'not known on this platform',
    functions: Object.fromEntries(
      [...observer.functions].map(([name, count]) => [
        name,
        { ...count, milliseconds: Math.round(count.milliseconds) },
      ]),
    ),
    calls: Object.fromEntries(
      [...observer.calls]
        .sort(([, left], [, right]) => right.milliseconds - left.milliseconds)
        .slice(0, 20)
        .map(([name, { count, milliseconds }]) => [name, { count, milliseconds: Math.round(milliseconds) }]),
    ),
    notices: observer.notices,
    logLines: result.lines,
    findings: result.findings,
  };
}

/** The result for people. */
export function asText(result: SoakResult, observer: Observer): string {
  const { record, reckoning, settlement, faults, latency, memory, seconds } = result;
  const rejected = Object.entries(reckoning.rejectedByReason);
  const rejectedCount = sumOf(rejected.map(([, count]) => count));
  const lines: (readonly [string, string])[] = [
    [
      'accepted',
      `${reckoning.accepted} deposits (${record.requests} requests, ${record.batches.length} batch files)`,
    ],
    ['posted', `${reckoning.cleared} deposits, ${reckoning.entries} ledger entries`],
    ...Object.entries(reckoning.amounts).map(
      ([currency, { deposits, ledger }]) =>
        ['', `${currency} ${money(deposits)} in deposits, ${money(ledger)} in the ledger`] as const,
    ),
    ['rejected', `${rejectedCount}${list(rejected)}`],
    ['waiting', `${reckoning.waiting} for a person, as planned`],
    [
      'duplicates refused',
      `${record.duplicatesRefused} (and ${record.otherBodiesRefused} keys with another body)`,
    ],
    ['malformed refused', String(record.malformedRefused)],
    ['approvals', `${record.approvals.APPROVE} approved, ${record.approvals.REFUSE} refused`],
    [
      'partner told',
      `${observer.told.size} outcomes, ${sumOf([...observer.told.values()].map(({ times }) => times))} times`,
    ],
    [
      'dead letters',
      `${settlement.deadLetters.length}${list(countBy(settlement.deadLetters.map(({ queue, poison, reason }) => `${queue}, ${poison ?? 'GOOD'}: ${reason}`)), '\n')}`,
    ],
    [
      'redriven',
      `${settlement.redrivenExecutions} executions, ${settlement.redrivenMessages} messages; relay fired ${settlement.relayed} times`,
    ],
    ['failed calls', list([...settlement.failures]).trim() || 'none'],
    [
      'executions',
      `${observer.executions.started} started, ${observer.executions.failed} failed and redriven${list([...observer.executionErrors], '\n')}`,
    ],
    [
      'retries',
      `clients${list([...record.trouble.retries].map(([status, count]) => [status === 0 ? 'no answer' : String(status), count]))}; tasks ${sumOf([...observer.taskRetries.values()])}; messages ${observer.messageFailures}`,
    ],
    ['faults', `${sumOf([...faults.killed.values()])} processes killed${list([...faults.killed])}`],
    [
      '',
      `database away ${faults.cutOffs} times, ${faults.cutOffSeconds} s in all; resuming ${faults.resumes} times; ${faults.lostAnswers} answers lost${faults.failovers > 0 ? `; ${faults.failovers} failovers` : ''}`,
    ],
    [
      '',
      `partner failed ${faults.partnerFaults} requests; ${faults.redelivered} messages again, out of order; ${faults.poison} poison`,
    ],
    ['latency', 'ms           p50     p95     p99     max'],
    ['', row('answered', latency.answered)],
    ['', row('posted', latency.posted)],
    ['', row('notified', latency.notified)],
    [
      'memory',
      memory ? 'MB        parent    moto  functions (processes)  database' : 'not known on this platform',
    ],
    ...(memory
      ? (['start', 'peak', 'end'] as const).map((name) => ['', memoryRow(name, memory[name])] as const)
      : []),
    [
      'time',
      `${seconds.load.toFixed(0)} s load (${(result.deposits / seconds.load).toFixed(1)} deposits a second), ${seconds.settling.toFixed(0)} s until all was at its end`,
    ],
    ['logs', `${result.lines} lines looked through for secrets and customer data`],
    ['seed', String(result.seed)],
  ];
  const verdict =
    result.findings.length === 0
      ? 'The sum comes out: nothing lost, nothing twice, the chain intact, no secret in a log.'
      : `The sum does not come out:\n${result.findings.map((finding) => `  ${finding}`).join('\n')}`;
  return `\n${lines.map(([name, text]) => `${name.padEnd(20)}${indented(text)}`).join('\n')}\n\n${verdict}\n`;
}

function list(counts: readonly (readonly [string, number])[], separator = ', '): string {
  if (counts.length === 0) return '';
  const items = counts.map(([name, count]) => `${count} ${name}`);
  return separator === '\n' ? `\n${items.join('\n')}` : ` (${items.join(separator)})`;
}

function countBy(items: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts];
}

function indented(text: string): string {
  return text.replaceAll('\n', `\n${' '.repeat(22)}`);
}

function row(name: string, found: Percentiles | undefined): string {
  if (!found) return `${name.padEnd(8)} nothing measured`;
  return [
    name.padEnd(8),
    ...[found.p50, found.p95, found.p99, found.max].map((value) => String(value).padStart(8)),
  ].join('');
}

function memoryRow(
  name: string,
  { parent, moto, functions, functionProcesses, database }: MemoryReading,
): string {
  const processes = `(${functionProcesses})`;
  return `${name.padEnd(6)}${[parent, moto, functions].map((value) => String(value).padStart(9)).join('')}  ${processes.padStart(5)}${String(database).padStart(15)}`;
}

function money(minorUnits: number): string {
  return (minorUnits / 100).toFixed(2);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function rounded({ load, settling }: SoakResult['seconds']): object {
  return { load: Math.round(load), settling: Math.round(settling) };
}
