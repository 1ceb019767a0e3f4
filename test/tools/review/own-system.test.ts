import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { costSection } from '../../../policies/cost/report/summary';
import { loadGraph } from '../../../policies/graph/load';
import { judge } from '../../../policies/report/judge';
import { fail } from '../../../policies/rules/outcome';
import type { Rule } from '../../../policies/rules/rule';
import { priceEnvironment } from '../../../tools/cost/price-system';
import { locateByFrames, locateByHcl } from '../../../tools/review/locate';
import { ReviewRefusedError, refuseFindings } from '../../../tools/review/refuse-findings';
import { reviewSynthesized } from '../../../tools/review/review-system';
import { writeReviewBundle } from '../../../tools/review/write-bundle';
import { synthesizeSystem } from '../../../tools/synth/synthesize-system';

// The code of twenty functions is read for the proofs.

let out: string;
beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'vpc-lambda-own-'));
  await synthesizeSystem({ environment: 'dev', out });
});
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

  describe('at synth', () => {
    const warn = jest.fn();
    afterEach(() => {
      delete process.env['VPC_LAMBDA_REVIEW'];
      warn.mockClear();
    });

    it('passes as it is', async () => {
      const { summary } = await refuseFindings(out, 'dev', warn);
      expect(summary).toMatchObject({ fail: 0, unknown: 0 });
      expect(warn).not.toHaveBeenCalled();
    });

    it('is refused with an open group, at the line of the construct; or let pass with a warning', async () => {
      const file = join(out, 'stacks/network/cdk.tf.json');
      const before = readFileSync(file, 'utf8');
      const json = JSON.parse(before) as {
        resource: Record<string, Record<string, Record<string, unknown>>>;
      };
      const [rule] = Object.values(json.resource['aws_vpc_security_group_ingress_rule'] ?? {});
      if (!rule) throw new Error('the network stack has no ingress rule');
      Object.assign(rule, { cidr_ipv4: '0.0.0.0/0', from_port: 22, to_port: 22, ip_protocol: 'tcp' });
      writeFileSync(file, JSON.stringify(json));
      try {
        const refusal = await refuseFindings(out, 'dev', warn).catch((error: unknown) => error);
        expect(refusal).toBeInstanceOf(ReviewRefusedError);
        expect(String(refusal)).toMatch(/network-no-open-ssh[\s\S]*modules\/network\/.+\.ts:\d+/);
        expect(String(refusal)).toContain('waivers.json');
        process.env['VPC_LAMBDA_REVIEW'] = 'warn';
        await refuseFindings(out, 'dev', warn);
        expect(warn).toHaveBeenCalledWith(expect.stringContaining('network-no-open-ssh'));
      } finally {
        writeFileSync(file, before);
      }
    });
  });

  it('has the bill of its assumed load, when it is a page', async () => {
    const { page } = await reviewSynthesized(out, 'dev', { rulesOnly: true, asPage: true });
    expect(page?.bill).toEqual(costSection(await priceEnvironment('dev')));
    expect(page?.bill?.notes).toContain('priced: dev, 100,000 deposits a month (assumed)');
  });

  it('is written in every format', async () => {
    const page = await writeReviewBundle(out, await reviewSynthesized(out, 'dev', { rulesOnly: true }));
    for (const name of ['review.txt', 'review.json', 'review.sarif', 'review.html']) {
      expect(existsSync(join(out, 'review', name))).toBe(true);
    }
    expect(/^<!doctype html>/i.test(readFileSync(page, 'utf8'))).toBe(true);
    expect(JSON.parse(readFileSync(join(out, 'review/review.json'), 'utf8'))).toMatchObject({
      schemaVersion: 1,
      summary: { fail: 0 },
    });
  });
});
