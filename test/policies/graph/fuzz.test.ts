import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Graph } from '../../../policies/graph/graph';
import { InputError } from '../../../policies/graph/input-error';
import { loadGraph } from '../../../policies/graph/load';
import { planGraph } from '../../../policies/graph/load-plan';
import type { JsonObject } from '../../../policies/graph/read-input';
import { FIXTURES, inDirectory } from './support';

/** Everything that a reader of the graph would ask for. */
function readAll(graph: Graph): void {
  for (const resource of graph.resources) {
    graph.arn(resource);
    graph.referencesTo(resource);
    resource.sourceAt('policy');
    for (const value of Object.values(resource.values)) graph.text(value);
    for (const document of graph.policyDocuments(resource)) {
      for (const statement of document.statements)
        for (const value of statement.resources ?? []) graph.text(value);
    }
  }
}

/** Whatever the input is, it loads, or is refused in one line. */
async function survives(load: () => Graph | Promise<Graph>): Promise<void> {
  try {
    readAll(await load());
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.message).not.toMatch(/\n/);
    expect(error.message).toMatch(/^[^\n]+: /);
  }
}

/** Cut, repeated, with characters replaced: close enough to what is valid to get far. */
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(40),
  by: fc.oneof(
    fc.constantFrom(
      '',
      '"',
      '{',
      '}',
      '[',
      ']',
      '${',
      '%{',
      '\\',
      '\n',
      '<<EOT\n',
      'null',
      '-1',
      '1e999',
      '..',
      'each.key',
      'count = 9',
      '\u0000',
      '\ud800',
      '//',
      '/*',
      '*',
    ),
    fc.string({ maxLength: 6 }),
  ),
  cut: fc.boolean(),
});

const mutations = fc.array(mutation, { minLength: 1, maxLength: 4 });

function mutate(
  text: string,
  all: readonly { at: number; length: number; by: string; cut: boolean }[],
): string {
  let result = text;
  for (const { at, length, by, cut } of all) {
    const offset = Math.floor(at * result.length);
    result = result.slice(0, offset) + by + (cut && length > 35 ? '' : result.slice(offset + length));
  }
  return result;
}

describe('whatever the input is, it is loaded or refused in one line', () => {
  const everything = join(FIXTURES, 'terraform/everything');
  const read = (name: string): string => readFileSync(join(everything, name), 'utf8');

  it('random JSON as a plan', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue({ maxDepth: 6 }),
        fc.jsonValue({ maxDepth: 6 }),
        fc.jsonValue({ maxDepth: 4 }),
        async (root, configuration, changes) => {
          const plan = {
            format_version: '1.2',
            planned_values: { root_module: root },
            configuration: { root_module: configuration, provider_config: changes },
            resource_changes: changes,
          };
          await survives(() => planGraph(JSON.parse(JSON.stringify(plan)) as JsonObject, 'plan.json'));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('a plan of which parts are replaced by random JSON', async () => {
    const text = readFileSync(join(FIXTURES, 'terraform/everything.plan.json'), 'utf8');
    const places = [
      ...text.matchAll(
        /"(?:references|values|expressions|address|index|statement|policy|module_calls|after_unknown|type|outputs|root_module)": /g,
      ),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(places.length - 1), fc.jsonValue({ maxDepth: 3 })), {
          minLength: 1,
          maxLength: 5,
        }),
        async (edits) => {
          const chosen = new Map(edits.map(([place, value]) => [places[place]?.[0] ?? '', value]));
          let seen = 0;
          const plan = JSON.parse(text, (key, value: unknown) => {
            seen += 1;
            return chosen.has(`"${key}": `) && seen % 7 === 0 ? chosen.get(`"${key}": `) : value;
          }) as JsonObject;
          await survives(() => planGraph(plan, 'plan.json'));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('nesting without end', async () => {
    const deep = (open: string, close: string, depth: number): string =>
      open.repeat(depth) + close.repeat(depth);
    const texts = [
      `{"format_version":"1.2","planned_values":{"root_module":${deep('{"child_modules":[', ']}', 20_000)}}}`,
      `{"format_version":"1.2","planned_values":{"root_module":{"resources":[{"address":"a.b","mode":"managed","type":"a","name":"b","values":{"x":${deep('[', ']', 20_000)}}}]}}}`,
      `{"format_version":"1.2","planned_values":{},"configuration":{"root_module":${'{"module_calls":{"m":{"module":'.repeat(5_000)}{}${'}}}'.repeat(5_000)}}}`,
    ];
    for (const text of texts) {
      await inDirectory({ 'plan.json': text, 'a.tf.json': text }, async (path) => {
        await survives(() => loadGraph(join(path, 'plan.json')));
        await survives(() => loadGraph(path));
      });
    }
  });

  it('files of a module, mutated', async () => {
    const files = {
      'main.tf': read('main.tf'),
      'variables.tf': read('variables.tf'),
      'terraform.tfvars': read('terraform.tfvars'),
    };
    for (const module of ['network', 'queue'])
      Object.assign(files, { [`modules/${module}/main.tf`]: read(`modules/${module}/main.tf`) });
    await inDirectory(files, async (path) => {
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...Object.keys(files)), mutations, async (name, all) => {
          const original = (files as Record<string, string>)[name] ?? '';
          writeFileSync(join(path, name), mutate(original, all));
          try {
            await survives(() => loadGraph(path));
          } finally {
            writeFileSync(join(path, name), original);
          }
        }),
        { numRuns: 60 },
      );
    });
  });

  it('expressions, put together at random', async () => {
    const word = fc.constantFrom(
      'local.a',
      'local.b',
      'var.x',
      'aws_x.y',
      'each.value',
      '[',
      ']',
      '{',
      '}',
      '(',
      ')',
      '*',
      '.',
      '...',
      '?',
      ':',
      '=',
      '=>',
      ',',
      '"s"',
      '1',
      '-',
      '!',
      '==',
      'for',
      'in',
      'if',
      'x',
      'jsonencode(',
      'try(',
      'merge(',
      'toset(',
      'null',
      '${',
      '%{',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { maxLength: 14 }),
        fc.array(word, { maxLength: 14 }),
        async (first, second) => {
          const module = {
            locals: { a: `\${${first.join(' ')}}`, b: `\${${second.join(' ')}}` },
            variable: { x: {} },
            resource: {
              aws_x: {
                y: {
                  for_each: '${local.b}',
                  policy: '${local.a}',
                  z: `\${${second.join('')}}`,
                  dynamic: { w: { for_each: '${local.a}', content: { v: '${w.value}' } } },
                },
              },
            },
          };
          await inDirectory({ 'a.tf.json': JSON.stringify(module) }, (path) =>
            survives(() => loadGraph(path)),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('a synthesized directory, mutated', async () => {
    const names = (readdirSync(join(FIXTURES, 'synthesized'), { recursive: true }) as string[]).filter(
      (name) => name.endsWith('.json'),
    );
    const files = Object.fromEntries(
      names.map((name) => [name, readFileSync(join(FIXTURES, 'synthesized', name), 'utf8')]),
    );
    await inDirectory(files, async (path) => {
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...names), mutations, async (name, all) => {
          writeFileSync(join(path, name), mutate(files[name] ?? '', all));
          try {
            await survives(() => loadGraph(path));
          } finally {
            writeFileSync(join(path, name), files[name] ?? '');
          }
        }),
        { numRuns: 150 },
      );
    });
  });
});
