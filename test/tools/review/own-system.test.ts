import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadGraph } from '../../../policies/graph/load';
import { judge } from '../../../policies/report/judge';
import { fail } from '../../../policies/rules/outcome';
import type { Rule } from '../../../policies/rules/rule';
import { locateByFrames, locateByHcl } from '../../../tools/review/locate';
import { reviewSynthesized } from '../../../tools/review/review-system';
import { synthesizeSystem } from '../../../tools/synth/synthesize-system';

let out: string;
beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'vpc-lambda-own-'));
  await synthesizeSystem({ environment: 'dev', out });
}, 120_000);
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** Accuses everything, so that everything is located. */
const everything: Rule = {
  id: 'all-are-located',
  severity: 'low',
  summary: '',
  rationale: '',
  remediation: '',
  types: ['aws_lambda_function', 'aws_iam_role', 'aws_vpc', 'aws_security_group', 'aws_sqs_queue'],
  check: () => fail('located'),
};

describe('this system', () => {
  it('is found at the lines of its constructs, and its HCL names the same', async () => {
    const graph = await loadGraph(out);
    const options = { rules: [everything], now: new Date() };
    const places = async (locate: ReturnType<typeof locateByFrames>) =>
      (await judge(graph, { ...options, locate })).findings.map(
        ({ address, file, line, usedAt, fingerprint }) => [address, file, line, usedAt, fingerprint] as const,
      );
    const byFrames = await places(locateByFrames());
    expect(byFrames.length).toBeGreaterThan(50);
    for (const [, file, line] of byFrames) {
      expect(file).toMatch(/^(modules|stacks)\/.+\.ts$/);
      expect(line).toBeGreaterThan(0);
    }
    const byHcl = await places(locateByHcl(out) ?? (() => undefined));
    const sorted = (all: typeof byFrames) => all.map((one) => JSON.stringify(one)).sort();
    expect(sorted(byHcl)).toEqual(sorted(byFrames));
  });

  it('is judged as a whole, by its environment', async () => {
    const { source, summary, findings } = await reviewSynthesized(out, 'dev');
    expect(source).toEqual({ kind: 'synthesized', path: '.', environment: 'dev' });
    expect(summary.resources).toBeGreaterThan(300);
    expect(summary.checked).toBeGreaterThan(0);
    for (const { stack, constructPath } of findings.filter(({ rule }) => !rule.startsWith('waiver-'))) {
      expect(constructPath?.startsWith(`${stack}/`)).toBe(true);
    }
  });
});
