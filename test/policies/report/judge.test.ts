import { DEFAULT_FAIL_ON, failing } from '../../../policies/report/gate';
import type { Prover } from '../../../policies/report/proof';
import { fail, unknown } from '../../../policies/rules/outcome';
import type { Rule } from '../../../policies/rules/rule';
import { parseWaivers } from '../../../policies/waivers/read-waivers';
import { flagRule, lines, NOW, portRule, reviewOf, SAMPLE } from './support';

describe('a review', () => {
  it('holds what fails and what is unknown, from the worst on, with the line of the attribute', async () => {
    const review = await reviewOf(SAMPLE);
    expect(lines(review)).toEqual([
      'fail thing-port aws_thing.unset main.tf:11 port 22 is open',
      'fail thing-port aws_thing.unset main.tf:14 port 443 is open',
      'unknown input-complete module.far main.tf:2 the module somebody/module/aws is not local and not installed',
      'unknown thing-flag aws_thing.open main.tf:18 flag: the variable flag has no value',
      'fail thing-flag aws_thing.unset main.tf:8 flag is not set; wanted is true',
    ]);
    expect(review.summary).toEqual({ resources: 4, checked: 3, fail: 3, unknown: 2, waived: 0 });
    expect(review.source).toEqual({ kind: 'directory', path: 'infra' });
  });

  it('is the same whatever the order of rules and resources', async () => {
    const blocks = SAMPLE.split(/(?=^resource|^module|^variable)/m);
    const other = await reviewOf([...blocks].reverse().join('\n'), { rules: [portRule, flagRule] });
    const prints = ({ findings }: { findings: readonly { fingerprint: string }[] }) =>
      findings.map(({ fingerprint }) => fingerprint);
    expect(prints(other)).toEqual(prints(await reviewOf(SAMPLE)));
  });

  it('does not take a rule that fails for one that passes', async () => {
    const broken: Rule = {
      ...flagRule,
      check: () => {
        throw new TypeError('no such thing');
      },
    };
    const review = await reviewOf('resource "aws_thing" "a" {}', { rules: [broken] });
    expect(lines(review)).toEqual([
      'unknown thing-flag aws_thing.a main.tf:1 the rule could not judge it: TypeError: no such thing',
    ]);
  });

  it('says so where nobody knows how many of a resource there are', async () => {
    const review = await reviewOf('variable "n" {}\nresource "aws_thing" "a" {\n  count = var.n\n}\n');
    expect(lines(review)).toEqual([
      expect.stringMatching(
        /^fail thing-flag aws_thing\.a\S* main\.tf:2 flag is not set.* \(how many there are is unknown: .+\)$/,
      ),
    ]);
  });

  it('names the module and each instance', async () => {
    const review = await reviewOf({
      'main.tf': 'module "m" {\n  source = "./m"\n  for_each = toset(["a", "b"])\n}\n',
      'm/main.tf': 'resource "aws_thing" "x" {\n  count = 2\n}\n',
    });
    expect(lines(review)).toEqual(
      ['a', 'b'].flatMap((key) =>
        [0, 1].map(
          (n) =>
            `fail thing-flag module.m["${key}"].aws_thing.x[${n}] m/main.tf:1 flag is not set; wanted is true`,
        ),
      ),
    );
    expect(new Set(review.findings.map(({ fingerprint }) => fingerprint)).size).toBe(4);
  });

  it('shows the construct and its line where the Terraform was generated', async () => {
    const files = {
      'cdk.tf.json': JSON.stringify({
        resource: { aws_thing: { a: { '//': { metadata: { path: 'stack/a/Thing' } } } } },
      }),
    };
    const review = await reviewOf(files, {
      locate: ({ constructPath }) =>
        constructPath === 'stack/a/Thing'
          ? { file: 'modules/thing.ts', line: 7, usedAt: { file: 'stacks/a.ts', line: 3 } }
          : undefined,
    });
    expect(review.findings).toEqual([
      expect.objectContaining({
        file: 'modules/thing.ts',
        line: 7,
        constructPath: 'stack/a/Thing',
        usedAt: { file: 'stacks/a.ts', line: 3 },
      }),
    ]);
    const plain = await reviewOf(files);
    expect(plain.findings[0]).toMatchObject({ file: 'cdk.tf.json', line: 1, constructPath: 'stack/a/Thing' });
  });
});

describe('fingerprints', () => {
  const prints = async (text: string) =>
    new Map((await reviewOf(text)).findings.map(({ message, fingerprint }) => [message, fingerprint]));

  it('do not depend on lines, nor on blocks before', async () => {
    const before = await prints(
      'resource "aws_thing" "a" {\n  flag = true\n  port {\n    number = 22\n  }\n}\n',
    );
    const after = await prints(
      '# a comment\n\nresource "aws_thing" "z" {}\nresource "aws_thing" "a" {\n  flag = true\n\n  port {\n    number = 22\n  }\n}\n',
    );
    expect(after.get('port 22 is open')).toBe(before.get('port 22 is open'));
  });

  it('tell outcomes of one resource apart', async () => {
    const found = await prints(SAMPLE);
    expect(found.get('port 443 is open')).toBe(`${found.get('port 22 is open')}:1`);
  });
});

describe('proofs', () => {
  const criterion = { ...flagRule, id: 'proof-of-things', severity: 'high' as const };
  const prover = (prove: Prover['prove']): Prover => ({ criterion, prove });

  it('hold, fail with a counter-example, or are unknown', async () => {
    const review = await reviewOf('resource "aws_thing" "a" {\n  flag = true\n}\n', {
      provers: [
        prover(() => ({ scope: '1 thing', violations: [] })),
        prover(async ({ graph }) => ({
          scope: '2 things',
          violations: graph.resources.map((subject) => ({
            subject,
            outcome: fail('it can be reached', 'flag'),
            counterExample: ['a asks b', 'b answers'],
          })),
        })),
        prover(() => ({
          scope: '3 things',
          violations: [
            {
              subject: { address: 'functions/f', file: 'functions/f/handler.ts', line: 4 },
              outcome: unknown('the call', 'its name is computed'),
            },
          ],
        })),
      ],
    });
    expect(review.proofs.map(({ status, scope, findings }) => [status, scope, findings])).toEqual([
      ['holds', '1 thing', 0],
      ['fails', '2 things', 1],
      ['unknown', '3 things', 1],
    ]);
    expect(review.findings).toEqual([
      expect.objectContaining({ address: 'aws_thing.a', line: 2, counterExample: ['a asks b', 'b answers'] }),
      expect.objectContaining({
        address: 'functions/f',
        file: 'functions/f/handler.ts',
        line: 4,
        status: 'unknown',
      }),
    ]);
  });

  it('that break do not hold', async () => {
    const review = await reviewOf('resource "aws_x" "a" {}', {
      provers: [
        prover(() => {
          throw new RangeError('too deep');
        }),
      ],
    });
    expect(review.proofs[0]?.status).toBe('unknown');
    expect(review.findings[0]).toMatchObject({
      rule: 'proof-of-things',
      status: 'unknown',
      message: 'the proof could not be made: RangeError: too deep',
    });
  });
});

describe('the gate', () => {
  const count = async (failOn: 'low' | 'medium' | 'high' | 'critical', options = {}) =>
    failing(await reviewOf(SAMPLE, options), failOn).length;

  it('counts what fails from a severity on, and never what is unknown', async () => {
    expect(DEFAULT_FAIL_ON).toBe('low');
    expect([await count('low'), await count('medium'), await count('high'), await count('critical')]).toEqual(
      [3, 3, 2, 2],
    );
  });

  it('does not count what is waived', async () => {
    const waivers = parseWaivers(
      JSON.stringify({
        schemaVersion: 1,
        waivers: [
          {
            rule: 'thing-port',
            address: 'aws_thing.unset',
            owner: 'a',
            reason: 'behind a wall',
            expiry: '2026-06-15',
          },
        ],
      }),
      'waivers.json',
      true,
    );
    expect(await count('low', { waivers })).toBe(1);
    const review = await reviewOf(SAMPLE, { waivers, now: NOW });
    expect(review.summary).toMatchObject({ fail: 1, waived: 2 });
    expect(review.findings.filter(({ status }) => status === 'waived').map(({ waived }) => waived)).toEqual([
      { owner: 'a', reason: 'behind a wall', expiry: '2026-06-15', otherwise: 'fail' },
      { owner: 'a', reason: 'behind a wall', expiry: '2026-06-15', otherwise: 'fail' },
    ]);
  });
});
