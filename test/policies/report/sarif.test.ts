import Ajv from 'ajv';
import type { Log, Result } from 'sarif';
import { parseBaseline } from '../../../policies/report/baseline/baseline';
import { renderJson } from '../../../policies/report/json';
import type { Review } from '../../../policies/report/review';
import { renderSarif } from '../../../policies/report/sarif';
import { parseWaivers } from '../../../policies/waivers/read-waivers';
import { sarifSchema } from './sarif-schema';
import { reviewOf, SAMPLE } from './support';

const validate = new Ajv({ strict: false, allErrors: true }).compile(sarifSchema());

const PAGE = 'https://example.com/docs/rules.md';

function sarif(review: Review): Log {
  const log = JSON.parse(renderSarif(review, { rulesPage: PAGE, version: '1.2.3' })) as Log;
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  return log;
}

const resultsOf = (log: Log): readonly Result[] => log.runs[0]?.results ?? [];

const waivers = parseWaivers(
  JSON.stringify({
    schemaVersion: 1,
    waivers: [
      {
        rule: 'thing-flag',
        address: 'aws_thing.open',
        owner: 'ops',
        reason: 'by hand',
        expiry: '2026-12-31',
      },
    ],
  }),
  'waivers.json',
  true,
);

describe('the schema that the tests are held to', () => {
  it.each<[string, (log: Log) => unknown]>([
    ['an unknown key', (log) => Object.assign(log, { extra: 1 })],
    ['another version', (log) => Object.assign(log, { version: '2.0.0' })],
    ['an unknown level', (log) => Object.assign(log.runs[0]?.results?.[0] ?? {}, { level: 'high' })],
    ['an unknown kind', (log) => Object.assign(log.runs[0]?.results?.[0] ?? {}, { kind: 'unknown' })],
    [
      'a result without a message',
      (log) => Object.assign(log.runs[0]?.results?.[0] ?? {}, { message: undefined }),
    ],
    [
      'a line 0',
      (log) =>
        Object.assign(log.runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation ?? {}, {
          region: { startLine: 0 },
        }),
    ],
    [
      'a relative help page',
      (log) => Object.assign(log.runs[0]?.tool.driver.rules?.[0] ?? {}, { helpUri: 'docs/a' }),
    ],
  ])('refuses %s', async (_, spoil) => {
    const log = sarif(await reviewOf(SAMPLE));
    spoil(log);
    expect(validate(JSON.parse(JSON.stringify(log)))).toBe(false);
  });
});

describe('the review as SARIF', () => {
  it('has a result for each finding, with kind and level', async () => {
    const log = sarif(await reviewOf(SAMPLE, { waivers }));
    expect(
      resultsOf(log).map(({ ruleId, kind, level, suppressions = [] }) => [
        ruleId,
        kind,
        level,
        suppressions.length,
      ]),
    ).toEqual([
      ['thing-port', 'fail', 'error', 0],
      ['thing-port', 'fail', 'error', 0],
      ['input-complete', 'review', 'none', 0],
      ['thing-flag', 'review', 'none', 1],
      ['thing-flag', 'fail', 'warning', 0],
    ]);
    expect(resultsOf(log)[3]?.suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: 'by hand (ops, until 2026-12-31)',
        properties: { owner: 'ops', expiry: '2026-12-31' },
      },
    ]);
  });

  it('names file, line and address', async () => {
    const [first] = resultsOf(sarif(await reviewOf(SAMPLE)));
    expect(first?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'main.tf', uriBaseId: 'SRCROOT' },
          region: { startLine: 11 },
        },
        logicalLocations: [
          { name: 'aws_thing.unset', fullyQualifiedName: 'aws_thing.unset', kind: 'resource' },
        ],
      },
    ]);
  });

  it('explains each rule, and results lead to it', async () => {
    const log = sarif(await reviewOf(SAMPLE));
    const rules = log.runs[0]?.tool.driver.rules ?? [];
    for (const { ruleId, ruleIndex = -1 } of resultsOf(log)) expect(rules[ruleIndex]?.id).toBe(ruleId);
    expect(rules.find(({ id }) => id === 'thing-flag')).toMatchObject({
      helpUri: `${PAGE}#thing-flag`,
      shortDescription: { text: 'A thing has its flag set.' },
      defaultConfiguration: { level: 'warning' },
      properties: { 'security-severity': '5.5', tags: ['security', 'thing', 'CKV_AWS_1', 'AVD-AWS-0001'] },
    });
  });

  it('has fingerprints that hold wherever and on whatever line the code stands', async () => {
    const prints = (log: Log) => resultsOf(log).map(({ partialFingerprints }) => partialFingerprints);
    const here = prints(sarif(await reviewOf(SAMPLE, { path: '/here/infra' })));
    const there = prints(sarif(await reviewOf(`\n\n${SAMPLE}`, { path: '../there' })));
    expect(there).toEqual(here);
    expect(new Set(here.map((one) => JSON.stringify(one))).size).toBe(5);
  });

  it('says what is new, unchanged, updated and absent beside a baseline', async () => {
    const approved = parseBaseline(renderJson(await reviewOf(SAMPLE)), 'approved.json');
    const now = SAMPLE.replace('number = 443', 'number = 8443').replace('flag = var.flag', 'flag = true');
    const log = sarif(
      await reviewOf(`${now}resource "aws_thing" "z" {}`, {
        baseline: { approved, changes: { moves: [], replaced: new Set() } },
      }),
    );
    expect(resultsOf(log).map(({ ruleId, baselineState }) => `${baselineState} ${ruleId}`)).toEqual([
      'unchanged thing-port',
      'updated thing-port',
      'unchanged input-complete',
      'unchanged thing-flag',
      'new thing-flag',
      'absent thing-flag',
    ]);
  });

  it('is valid and relative whatever files are called', async () => {
    const review = await reviewOf(SAMPLE);
    const names = ['a b/ü.tf', '/etc/passwd', '..\\up\\x.tf', 'x\ud800.tf', '%41#?.tf', ''];
    for (const file of names) {
      const log = sarif({
        ...review,
        findings: review.findings.map((one) => ({ ...one, file, message: '[a](b)' })),
      });
      for (const { locations = [], message } of resultsOf(log)) {
        expect(locations[0]?.physicalLocation?.artifactLocation?.uri).toMatch(/^(?!\/|[a-z]+:).+$/);
        expect(message.text).toBe('[a\\](b)');
      }
    }
  });

  it('shows the line that used a construct, and the steps of a counter-example', async () => {
    const review = await reviewOf(SAMPLE);
    const [first] = resultsOf(
      sarif({
        ...review,
        findings: review.findings.map((one) => ({
          ...one,
          constructPath: 'data/ledger/Key',
          usedAt: { file: 'stacks/data.ts', line: 9 },
          counterExample: ['one asks', 'two answers'],
        })),
      }),
    );
    expect(first?.message.text).toBe('port 22 is open\none asks\ntwo answers');
    expect(first?.relatedLocations?.[0]?.physicalLocation).toMatchObject({
      artifactLocation: { uri: 'stacks/data.ts' },
      region: { startLine: 9 },
    });
    expect(first?.locations?.[0]?.logicalLocations?.[1]).toEqual({
      name: 'Key',
      fullyQualifiedName: 'data/ledger/Key',
      kind: 'object',
    });
  });
});
