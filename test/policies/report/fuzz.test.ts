import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Graph } from '../../../policies/graph/graph';
import { InputError } from '../../../policies/graph/input-error';
import { loadGraph } from '../../../policies/graph/load';
import { planGraph } from '../../../policies/graph/load-plan';
import type { JsonObject } from '../../../policies/graph/read-input';
import { parseBaseline } from '../../../policies/report/baseline/baseline';
import { readChanges } from '../../../policies/report/baseline/moves';
import { judge } from '../../../policies/report/judge';
import { type Renderer, renderers } from '../../../policies/report/renderers';
import { RULES } from '../../../policies/rules/registry';
import { FIXTURES, inDirectory } from '../graph/support';
import { NOW } from './support';

let formats: readonly Renderer[];
beforeAll(async () => {
  formats = await Promise.all(Object.values(renderers).map((load) => load()));
});

/** All rules and all formats, the second time beside the first as the baseline. */
async function reviewAll(load: () => Graph | Promise<Graph>): Promise<void> {
  let graph: Graph;
  try {
    graph = await load();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.message).toMatch(/^[^\n]+$/);
    return;
  }
  const first = await judge(graph, { rules: RULES, now: NOW });
  const printed = formats.map((render) => render(first, { rulesPage: 'file:///rules.md' }));
  expect(printed.every((text) => text.endsWith('\n'))).toBe(true);
  const approved = parseBaseline((await renderers.json?.())?.(first, {}) ?? '', 'approved.json');
  const changes = { moves: [], replaced: new Set<string>() };
  const second = await judge(graph, { rules: RULES, now: NOW, baseline: { approved, changes } });
  expect(second.comparison).toMatchObject({
    findings: { new: 0, updated: 0, absent: [] },
    resources: { added: [], removed: [], moved: [], replaced: [] },
  });
  expect(new Set(first.findings.map(({ fingerprint }) => fingerprint)).size).toBe(first.findings.length);
  // A rule may not know; it may not break.
  expect(first.findings.filter(({ message }) => message.startsWith('the rule could not judge it'))).toEqual(
    [],
  );
}

/** What stands in configurations, in all the wrong places. */
const SCALARS: readonly unknown[] = [
  null,
  true,
  'true',
  false,
  0,
  -1,
  65536,
  '',
  '*',
  '0.0.0.0/0',
  '::/0',
  '10.0.0.0/33',
  'Allow',
  '${var.none}',
  '${aws_x.y.arn}',
  'a-${var.none}',
  'arn:aws:iam::123456789012:root',
  'arn:aws:s3:::*',
  '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}',
  '{"Statement":{"Effect":"Allow","NotAction":1,"Condition":{"StringEquals":[]}}}',
  '{"Statement":[null,7,{"Principal":{"AWS":[{}]},"Condition":{"x":null,"IpAddress":{"aws:SourceIp":[1]}}}]}',
  '${jsonencode({Statement=[{Effect="Allow",Action=var.none,Resource=["*"]}]})}',
  '{"Statement":',
  '\u0000\ud800',
  '__proto__',
];

interface Area {
  readonly types: readonly string[];
  /** The attributes that its rules ask for, as far as their sources name them. */
  readonly attributes: readonly string[];
}

/** The types and attributes of each area of rules, so that what is random meets what is asked for. */
function areas(): readonly Area[] {
  const folder = join(__dirname, '../../../policies/rules');
  const names = [...new Set(RULES.map(({ id }) => id.slice(0, id.indexOf('-'))))];
  return names.map((name) => {
    const attributes = new Set([
      'policy',
      'tags',
      'count',
      'for_each',
      'dynamic',
      '__proto__',
      'constructor',
    ]);
    for (const file of readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      for (const [, path = ''] of readFileSync(join(folder, name, file), 'utf8').matchAll(
        /'([a-z0-9_[\].]{2,90})'/g,
      )) {
        for (const part of path.split(/[[\].]+/)) if (/^[a-z][a-z0-9_]+$/.test(part)) attributes.add(part);
      }
    }
    const types = new Set(RULES.filter(({ id }) => id.startsWith(`${name}-`)).flatMap((rule) => rule.types));
    return { types: [...types], attributes: [...attributes].filter((one) => !one.startsWith('aws_')) };
  });
}

const anyValue = (keys: readonly string[]): fc.Arbitrary<unknown> =>
  fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      { weight: 3, arbitrary: fc.constantFrom(...SCALARS) },
      { weight: 1, arbitrary: fc.array(tie('any'), { maxLength: 3 }) },
      { weight: 2, arbitrary: fc.dictionary(fc.constantFrom(...keys), tie('any'), { maxKeys: 4 }) },
    ),
  })).any;

const value = anyValue(['a', 'policy', 'resources', 'values', 'address', 'from', 'to', 'change', 'actions']);

const blocks = fc.oneof(
  ...areas().map(({ types, attributes }) =>
    fc.array(
      fc.record({
        type: fc.constantFrom(...types),
        name: fc.constantFrom('a', 'b'),
        body: fc.dictionary(fc.constantFrom(...attributes), anyValue(attributes), { maxKeys: 10 }),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  ),
);

describe('whatever the input is, it is judged and printed in every format, or refused in one line', () => {
  it('resources of the judged types with random attributes, as a module', async () => {
    await fc.assert(
      fc.asyncProperty(blocks, async (all) => {
        const module: Record<string, Record<string, Record<string, unknown>>> = { resource: {}, data: {} };
        for (const { type, name, body: attributes } of all) {
          const section = module[type.startsWith('data.') ? 'data' : 'resource'] ?? {};
          const short = type.replace('data.', '');
          section[short] = { ...section[short], [name]: attributes };
        }
        await inDirectory({ 'a.tf.json': JSON.stringify(module) }, (path) =>
          reviewAll(() => loadGraph(path)),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('resources of the judged types with random attributes, as a plan', async () => {
    await fc.assert(
      fc.asyncProperty(blocks, fc.jsonValue({ maxDepth: 3 }), async (all, unknowns) => {
        const resources = all.map(({ type, name, body: values }) => {
          const mode = type.startsWith('data.') ? 'data' : 'managed';
          return { address: `${type}.${name}`, mode, type: type.replace('data.', ''), name, values };
        });
        const plan = {
          format_version: '1.2',
          planned_values: { root_module: { resources } },
          resource_changes: resources.map(({ address }) => ({
            address,
            change: { after_unknown: unknowns },
          })),
        };
        await reviewAll(() => planGraph(JSON.parse(JSON.stringify(plan)) as JsonObject, 'plan.json'));
      }),
      { numRuns: 200 },
    );
  });

  it('a plan of which parts are replaced', async () => {
    const text = readFileSync(join(FIXTURES, 'terraform/everything.plan.json'), 'utf8');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(4_000), value), { minLength: 1, maxLength: 6 }),
        async (edits) => {
          const chosen = new Map(edits);
          let seen = 0;
          const plan = JSON.parse(text, (_key, old: unknown) => {
            seen += 1;
            return chosen.has(seen) ? chosen.get(seen) : old;
          }) as JsonObject;
          await reviewAll(() => planGraph(plan, 'plan.json'));
        },
      ),
      { numRuns: 30, examples: [[[[469, '__proto__']]]] },
    );
  });

  it('files of a module, cut and spoilt', async () => {
    const main = readFileSync(join(FIXTURES, 'terraform/everything/main.tf'), 'utf8');
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(30),
      by: fc.constantFrom(
        '',
        '"',
        '{',
        '}',
        '[',
        '${',
        '*',
        'null',
        '-1',
        '\n',
        '[0]',
        'count = 2\n',
        '<<EOT\n',
      ),
    });
    await inDirectory({ 'main.tf': main }, async (path) => {
      await fc.assert(
        fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
          let text = main;
          for (const { at, length, by } of edits) {
            const offset = Math.floor(at * text.length);
            text = text.slice(0, offset) + by + text.slice(offset + length);
          }
          writeFileSync(join(path, 'main.tf'), text);
          await reviewAll(() => loadGraph(path));
        }),
        { numRuns: 30 },
      );
    });
  });

  it('changes of a plan that are anything', async () => {
    await inDirectory({}, async (path) => {
      await fc.assert(
        fc.asyncProperty(value, value, async (changes, manifest) => {
          const plan = join(path, 'plan.json');
          writeFileSync(plan, JSON.stringify({ resource_changes: changes }));
          await readChanges({ kind: 'plan', path: plan });
          writeFileSync(join(path, 'a.tf.json'), JSON.stringify({ moved: changes, locals: manifest }));
          await readChanges({ kind: 'directory', path });
        }),
        { numRuns: 100 },
      );
    });
  });
});
