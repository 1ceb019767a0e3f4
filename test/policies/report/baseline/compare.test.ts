import { parseBaseline } from '../../../../policies/report/baseline/baseline';
import type { PlannedChange } from '../../../../policies/report/baseline/moves';
import { failing } from '../../../../policies/report/gate';
import { renderJson } from '../../../../policies/report/json';
import { renderText } from '../../../../policies/report/text';
import { inputError } from '../../graph/support';
import { reviewOf, SAMPLE } from '../support';

const NOTHING: PlannedChange = { moves: [], replaced: new Set() };

async function against(before: string, now: string, changes: Partial<PlannedChange> = {}) {
  const approved = parseBaseline(renderJson(await reviewOf(before)), 'approved.json');
  return reviewOf(now, { baseline: { approved, changes: { ...NOTHING, ...changes } } });
}

const states = ({ findings }: Awaited<ReturnType<typeof against>>) =>
  findings.map(({ rule, address, baselineState }) => `${baselineState} ${rule} ${address}`);

describe('findings beside the approved ones', () => {
  it('are unchanged when nothing changed, and then nothing fails', async () => {
    const review = await against(SAMPLE, `# one line more\n${SAMPLE}`);
    expect(review.comparison).toMatchObject({
      baseline: 'approved.json',
      findings: { new: 0, updated: 0, unchanged: 5, absent: [] },
      resources: { added: [], removed: [], moved: [], replaced: [] },
    });
    expect(failing(review, 'low')).toEqual([]);
  });

  it('are new, changed, or gone', async () => {
    const review = await against(
      SAMPLE,
      `${SAMPLE.replace('number = 443', 'number = 8443').replace('flag = var.flag', 'flag = true')}
resource "aws_thing" "added" {}`,
    );
    expect(states(review)).toEqual([
      'unchanged thing-port aws_thing.unset',
      'updated thing-port aws_thing.unset',
      'unchanged input-complete module.far',
      'new thing-flag aws_thing.added',
      'unchanged thing-flag aws_thing.unset',
    ]);
    expect(review.comparison?.findings.absent.map(({ rule, address }) => `${rule} ${address}`)).toEqual([
      'thing-flag aws_thing.open',
    ]);
    expect(failing(review, 'low').map(({ message }) => message)).toEqual([
      'port 8443 is open',
      'flag is not set; wanted is true',
    ]);
  });

  it('stay with a block that moved behind another', async () => {
    const review = await against(
      SAMPLE,
      SAMPLE.replace('  port {', '  port {\n    number = 21\n  }\n  port {'),
    );
    expect(states(review).slice(0, 3)).toEqual([
      'new thing-port aws_thing.unset',
      'unchanged thing-port aws_thing.unset',
      'unchanged thing-port aws_thing.unset',
    ]);
  });

  it('survive a rename that Terraform is told of, and only that', async () => {
    const renamed = SAMPLE.replace('"aws_thing" "unset"', '"aws_thing" "other"');
    const moves = [{ from: 'aws_thing.unset', to: 'aws_thing.other' }];
    const review = await against(SAMPLE, renamed, { moves });
    expect(review.comparison?.findings).toMatchObject({ new: 0, unchanged: 5, absent: [] });
    expect(review.comparison?.resources.moved).toEqual([
      { from: 'aws_thing.unset', to: 'aws_thing.other', type: 'aws_thing' },
    ]);
    expect((await against(SAMPLE, renamed)).comparison?.findings).toMatchObject({ new: 3, unchanged: 2 });
  });
});

describe('resources beside the approved ones', () => {
  const bucket = (name: string, label = 'a') =>
    `resource "aws_s3_bucket" "${label}" {\n  bucket = "${name}"\n}\n`;

  it('are added and removed, and what holds data is a finding when it is lost', async () => {
    const review = await against(bucket('x') + bucket('y', 'b'), bucket('x') + bucket('z', 'c'));
    expect(review.comparison?.resources).toMatchObject({
      added: [{ key: 'aws_s3_bucket.c', type: 'aws_s3_bucket', stateful: true }],
      removed: [{ key: 'aws_s3_bucket.b', type: 'aws_s3_bucket', stateful: true }],
    });
    expect(review.findings).toEqual([
      expect.objectContaining({
        rule: 'change-stateful-removed',
        severity: 'high',
        status: 'fail',
        address: 'aws_s3_bucket.b',
        file: 'approved.json',
        baselineState: 'new',
      }),
    ]);
  });

  it('are replaced by another when an attribute changes that cannot change', async () => {
    const review = await against(bucket('x'), bucket('y'));
    expect(review.findings).toEqual([
      expect.objectContaining({
        rule: 'change-stateful-replaced',
        address: 'aws_s3_bucket.a',
        file: 'main.tf',
        line: 1,
        message: 'bucket was "x" and is "y"',
      }),
    ]);
    expect(renderText(review, {})).toContain('1 that holds data is replaced');
  });

  it('are replaced when the plan says so', async () => {
    const review = await against(bucket('x'), bucket('x'), { replaced: new Set(['aws_s3_bucket.a']) });
    expect(review.comparison?.resources.replaced).toEqual([
      { key: 'aws_s3_bucket.a', type: 'aws_s3_bucket', because: 'the plan destroys it and creates another' },
    ]);
  });

  it.each([
    ['what is not known', 'variable "n" {}\nresource "aws_s3_bucket" "a" {\n  bucket = var.n\n}\n'],
    ['what was not written', bucket('x').replace('}', '  bucket_prefix = null\n}')],
    ['another attribute', bucket('x').replace('}', '  force_destroy = true\n}')],
  ])('are not replaced by %s', async (_, now) => {
    expect((await against(bucket('x'), now)).findings).toEqual([]);
  });

  it('are the same within a module that was renamed', async () => {
    const files = (name: string) => ({
      'main.tf': `module "${name}" {\n  source = "./m"\n}\n`,
      'm/main.tf': bucket('x'),
    });
    const approved = parseBaseline(renderJson(await reviewOf(files('old'))), 'approved.json');
    const changes = { ...NOTHING, moves: [{ from: 'module.old', to: 'module.new' }] };
    const review = await reviewOf(files('new'), { baseline: { approved, changes } });
    expect(review.findings).toEqual([]);
    expect(review.comparison?.resources.moved).toEqual([
      { from: 'module.old.aws_s3_bucket.a', to: 'module.new.aws_s3_bucket.a', type: 'aws_s3_bucket' },
    ]);
  });
});

describe('a baseline', () => {
  it.each([
    ['JSON of another kind', '{}', /^b\.json:1: is not what review --format json printed/],
    [
      'another version',
      '{ "schemaVersion": 2 }',
      /^b\.json:1: has the schemaVersion 2; this version reads 1$/,
    ],
    ['half of it', '{ "schemaVersion": 1,\n "findings": [] }', /^b\.json:1:1: system is missing$/],
    [
      'a finding that is none',
      '{ "schemaVersion": 1,\n "findings": [\n {"rule": 1}], "system": {} }',
      /^b\.json:3:11: findings\[0\]\.rule /,
    ],
  ])('is refused as %s, with its place', async (_, text, message) => {
    expect((await inputError(async () => parseBaseline(text, 'b.json'))).message).toMatch(message);
  });

  it('is the same whenever it is written', async () => {
    expect(renderJson(await reviewOf(SAMPLE))).toBe(renderJson(await reviewOf(SAMPLE)));
  });
});
