import { join } from 'node:path';
import { findWaivers } from '../../../tools/review/find-waivers';
import { locateByHcl } from '../../../tools/review/locate';
import { reviewPath } from '../../../tools/review/review-system';
import { FIXTURES, inDirectory } from '../../policies/graph/support';

const LAMBDA = 'resource "aws_lambda_function" "f" {\n  function_name = "f"\n}\n';

const WAIVERS = JSON.stringify({
  schemaVersion: 1,
  waivers: [
    {
      rule: 'lambda-tracing',
      address: 'aws_lambda_function.f',
      owner: 'ops',
      reason: 'nobody calls it',
      expiry: '2026-12-31',
    },
    { rule: 'lambda-nosuch', address: 'aws_x.y', owner: 'ops', reason: 'for another', expiry: '2026-12-31' },
  ],
});

const now = new Date('2026-06-15T00:00:00Z');

const tracing = async (path: string, more = {}) => {
  const { findings } = await reviewPath(path, { now, ...more });
  return findings
    .filter(({ rule }) => rule === 'lambda-tracing' || rule.startsWith('waiver-'))
    .map(({ status, rule, file }) => `${status} ${rule} ${file}`);
};

describe('waivers', () => {
  it('lie beside the input, and then all of them have to waive something', async () => {
    await inDirectory({ 'main.tf': LAMBDA, 'waivers.json': WAIVERS }, async (path) => {
      expect(await tracing(path)).toEqual([
        'waived lambda-tracing main.tf',
        'fail waiver-unmatched waivers.json',
      ]);
    });
  });

  it('lie at the root of the repository, for all configurations in it', async () => {
    const files = { 'a/b/main.tf': LAMBDA, 'waivers.json': WAIVERS, '.git/HEAD': '' };
    await inDirectory(files, async (path) => {
      expect(await tracing(join(path, 'a/b'))).toEqual(['waived lambda-tracing main.tf']);
      expect(findWaivers(join(path, 'a/b/main.tf'))?.name).toBe('../../waivers.json');
    });
  });

  it('are not taken from a directory around that is no repository', async () => {
    await inDirectory({ 'a/main.tf': LAMBDA, 'waivers.json': WAIVERS }, async (path) => {
      expect(await tracing(join(path, 'a'))).toEqual(['fail lambda-tracing main.tf']);
    });
  });

  it('are the ones that are named', async () => {
    const files = {
      'main.tf': LAMBDA,
      'waivers.json': '{',
      'other.json': WAIVERS.replace('"rule":"lambda-nosuch"', '"rule":"x"'),
    };
    await inDirectory(files, async (path) => {
      expect(await tracing(path, { waivers: join(path, 'other.json') })).toEqual([
        'waived lambda-tracing main.tf',
        expect.stringMatching(/^fail waiver-unmatched .*other\.json$/),
      ]);
    });
  });
});

describe('places', () => {
  it('of a plan are the plan, without a line', async () => {
    const { findings } = await reviewPath(join(FIXTURES, 'terraform/everything.plan.json'), { now });
    for (const { file, line } of findings.filter(({ rule }) => !rule.startsWith('waiver-'))) {
      expect([file, line]).toEqual(['everything.plan.json', undefined]);
    }
  });

  it('of a synthesized directory are the lines that its HCL names, or those of the JSON', async () => {
    const stack = {
      resource: {
        aws_lambda_function: { f: { '//': { metadata: { path: 's/f/Function' } }, function_name: 'f' } },
      },
    };
    const files = {
      'manifest.json': JSON.stringify({ stacks: { s: { synthesizedStackPath: 'stacks/s/cdk.tf.json' } } }),
      'stacks/s/cdk.tf.json': JSON.stringify(stack, null, 2),
    };
    const at = async (more: Readonly<Record<string, string>>) =>
      inDirectory({ ...files, ...more }, async (path) => {
        const { findings } = await reviewPath(path, { now });
        const found = findings.find(({ rule }) => rule === 'lambda-tracing');
        return { file: found?.file, line: found?.line, stack: found?.stack, usedAt: found?.usedAt };
      });
    expect(await at({})).toEqual({ file: 'stacks/s/cdk.tf.json', line: 4, stack: 's', usedAt: undefined });
    const hcl =
      '# s/f/Function\n# modules/f.ts:12, from stacks/s.ts:3\nresource "aws_lambda_function" "f" {\n}\n';
    expect(await at({ 'hcl/s/lambda.tf': hcl })).toEqual({
      file: 'modules/f.ts',
      line: 12,
      stack: 's',
      usedAt: { file: 'stacks/s.ts', line: 3 },
    });
  });

  it('are not looked for where there is no HCL', () => {
    expect(locateByHcl(join(FIXTURES, 'synthesized'))).toBeUndefined();
  });
});

describe('a baseline', () => {
  it('knows the rename that the configuration tells of', async () => {
    const { renderJson } = await import('../../../policies/report/json');
    await inDirectory({ 'a/main.tf': LAMBDA }, async (path) => {
      const { writeFileSync } = await import('node:fs');
      const approved = join(path, 'approved.json');
      writeFileSync(approved, renderJson(await reviewPath(join(path, 'a'), { now })));
      const moved = 'moved {\n  from = aws_lambda_function.f\n  to   = aws_lambda_function.g\n}\n';
      writeFileSync(join(path, 'a/main.tf'), moved + LAMBDA.replace('"f" {', '"g" {'));
      const review = await reviewPath(join(path, 'a'), { now, baseline: approved });
      expect(review.comparison?.findings).toMatchObject({ new: 0, updated: 0, absent: [] });
      expect(review.comparison?.resources.moved).toHaveLength(1);
    });
  });
});
