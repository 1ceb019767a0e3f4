import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Graph } from '../../../policies/graph/graph';
import { loadGraph } from '../../../policies/graph/load';
import { RULES } from '../../../policies/rules/registry';
import { runRules, type Violation } from '../../../policies/rules/run-rules';

/** What a scanner expects of a fixture of its own (extract.py). */
interface Case {
  readonly id: string;
  readonly name: string;
  readonly dir?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly kind?: 'good' | 'bad';
  readonly passing?: readonly string[];
  readonly failing?: readonly string[];
}

const tally = { found: 0, missed: 0, accused: 0, spared: 0, unreadable: 0, withoutRule: new Set<string>() };
const known = new Set(RULES.flatMap(({ references = [] }) => references));

async function main(): Promise<void> {
  const [file, only] = process.argv.slice(2);
  if (file === undefined) throw new Error('usage: compare.js CASES.json [ID]');
  const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly Case[];
  for (const one of cases) {
    if (only !== undefined && one.id !== only) continue;
    if (!known.has(one.id)) tally.withoutRule.add(`${one.id} ${one.name}`);
    else await compare(one);
  }
  const { withoutRule, ...counts } = tally;
  for (const check of [...withoutRule].sort()) process.stdout.write(`no rule   ${check}\n`);
  process.stdout.write(`${JSON.stringify({ ...counts, checksWithoutRule: withoutRule.size })}\n`);
}

async function compare(one: Case): Promise<void> {
  const graph = await load(one);
  if (typeof graph === 'string') {
    tally.unreadable += 1;
    process.stdout.write(`unreadable ${one.id} ${one.name}: ${graph}\n`);
    return;
  }
  const violations = runRules(graph, RULES).violations.filter(
    ({ rule, outcome }) => outcome.status === 'fail' && rule.references?.includes(one.id),
  );
  if (one.kind === 'bad') count('found', 'missed', violations.length > 0, `${one.id} ${one.name}`);
  if (one.kind === 'good') count('spared', 'accused', violations.length === 0, describe(one, violations));
  for (const address of one.failing ?? [])
    count('found', 'missed', at(violations, address).length > 0, `${one.id} ${one.name} ${address}`);
  for (const address of one.passing ?? []) {
    const accusing = at(violations, address);
    count('spared', 'accused', accusing.length === 0, describe(one, accusing));
  }
}

function count(right: 'found' | 'spared', wrong: 'missed' | 'accused', isRight: boolean, what: string): void {
  tally[isRight ? right : wrong] += 1;
  if (!isRight) process.stdout.write(`${wrong.padEnd(9)} ${what}\n`);
}

function at(violations: readonly Violation[], address: string): readonly Violation[] {
  const names = ({ resource, outcome }: Violation): readonly string[] =>
    [resource, outcome.at.resource ?? resource].flatMap((one) => [
      one.address,
      one.address.replace(/^data\./, ''),
      one.address.replace(/\[[^\]]*\]/g, ''),
    ]);
  return violations.filter((violation) => names(violation).includes(address));
}

function describe({ id, name }: Case, [first]: readonly Violation[]): string {
  return `${id} ${name} ${first ? `${first.resource.address}: ${first.rule.id}: ${first.outcome.message}` : ''}`;
}

async function load({ dir, files }: Case): Promise<Graph | string> {
  const own = dir === undefined ? mkdtempSync(join(tmpdir(), 'fixture-')) : undefined;
  try {
    for (const [name, text] of Object.entries(files ?? {})) writeFileSync(join(own ?? '', name), text);
    const graph = await loadGraph(dir ?? own ?? '');
    // The files may be gone afterwards: values are computed when they are asked for.
    for (const resource of graph.resources) void [resource.values, resource.references];
    return graph;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    if (own !== undefined) rmSync(own, { recursive: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
