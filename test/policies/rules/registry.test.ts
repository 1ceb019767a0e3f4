import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../../policies/rules/registry';
import { SEVERITIES } from '../../../policies/rules/rule';
import { renderRulePage } from '../../../tools/docs/rule-page';
import { renderRegistry } from '../../../tools/docs/rule-registry';

const root = join(__dirname, '../../..');
const folder = join(root, 'policies/rules');
const files = readdirSync(folder, { withFileTypes: true })
  .filter((area) => area.isDirectory())
  .flatMap((area) =>
    readdirSync(join(folder, area.name))
      .filter((name) => name.startsWith(`${area.name}-`))
      .map((name) => `${area.name}/${name.replace(/\.ts$/, '')}`),
  );

test('the registry has every file, and the page every rule', () => {
  const why = 'npm run rules writes both';
  expect([why, readFileSync(join(folder, 'registry.ts'), 'utf8')]).toEqual([why, renderRegistry(files)]);
  expect([why, readFileSync(join(root, 'docs/rules.md'), 'utf8')]).toEqual([why, renderRulePage(RULES)]);
});

test('a rule is named as its file, and tested in a file of that name', () => {
  expect(RULES.map(({ id }) => id).sort()).toEqual(
    files.map((file) => file.slice(file.indexOf('/') + 1)).sort(),
  );
  expect(files.filter((file) => !existsSync(join(__dirname, `${file}.test.ts`)))).toEqual([]);
});

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  test('says what it wants, why and how to mend it', () => {
    expect(SEVERITIES).toContain(rule.severity);
    for (const sentence of [rule.summary, rule.rationale, rule.remediation]) {
      expect(sentence).toMatch(/^[A-Z`"].{15,}\.$/s);
    }
    expect(rule.types.length).toBeGreaterThan(0);
    for (const type of rule.types) expect(type).toMatch(/^(data\.)?aws_[a-z0-9_]+$/);
    for (const reference of rule.references ?? []) {
      expect(reference).toMatch(/^(CKV2?_AWS_\d+|AVD-AWS-\d{4}|(AwsSolutions|Serverless)-[A-Za-z0-9]+)$/);
    }
  });
});
