import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { GenericSchema } from 'valibot';
import { environmentSchema } from '../stacks/environments/schema';

const root = join(__dirname, '..');
const pages = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', '*.md'], {
  cwd: root,
})
  .toString()
  .split('\n')
  .filter((file) => file !== '');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

describe('the documents', () => {
  it.each(pages)('%s links only to what is there', (page) => {
    const targets = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)(#[^)]*)?\)/g)].map(
      ([, target]) => target ?? '',
    );
    const missing = targets.filter((target) => !existsSync(join(root, dirname(page), target)));
    expect(missing).toEqual([]);
  });

  it('list every decision record', () => {
    const records = readdirSync(join(root, 'docs', 'adr')).filter((file) => /^\d{4}-/.test(file));
    expect(records.filter((record) => !read('docs/adr/README.md').includes(record))).toEqual([]);
  });

  it('describe every setting of an environment', () => {
    const page = read('docs/environments.md');
    expect(settings(environmentSchema).filter((path) => !page.includes(`\`${path}\``))).toEqual([]);
  });

  it('name every combination that is refused', () => {
    const codes = [...read('stacks/environments/combinations.ts').matchAll(/'(environment-[a-z-]+)'/g)].map(
      ([, code]) => code ?? '',
    );
    expect(codes.length).toBeGreaterThan(15);
    expect(codes.filter((code) => !read('docs/environments.md').includes(`\`${code}\``))).toEqual([]);
  });

  it('show every command and option', () => {
    const page = read('docs/commands.md');
    const bin = join(root, 'tools', 'bin', 'vpc-lambda.js');
    const help = (...args: string[]): string =>
      execFileSync(process.execPath, [bin, ...args, '--help']).toString();
    const commands = [...help().matchAll(/^ {2}([a-z]+) \[/gm)]
      .map(([, name]) => name ?? '')
      .filter((name) => name !== 'help');
    expect(commands).toEqual(expect.arrayContaining(['synth', 'try', 'local', 'emulator', 'doctor']));
    for (const command of commands) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`vpc-lambda ${command}`)) ?? '';
      const options = [...help(command).matchAll(/^ {2}(--[a-z]+)/gm)].map(([, option]) => option ?? '');
      expect({ command, missing: options.filter((option) => !row.includes(option)) }).toEqual({
        command,
        missing: [],
      });
    }
  });

  it('hold no path of one machine', () => {
    const files = execFileSync('git', ['ls-files'], { cwd: root })
      .toString()
      .split('\n')
      .filter((file) => /\.(md|ts|js|cjs|json|py|tf|yml)$/.test(file));
    const found = files.filter(
      (file) => !file.includes('package-lock') && /(^|[\s'"`(=])\/(work|root|home)\//m.test(read(file)),
    );
    expect(found.map((file) => relative(root, join(root, file)))).toEqual([]);
  });
});

/** Dotted paths of the leaves of the schema, variants and options laid over each other. */
function settings(schema: GenericSchema, path = ''): string[] {
  const parts = schema as unknown as { entries?: Record<string, GenericSchema>; options?: GenericSchema[] };
  const below = (name: string): string => (path === '' ? name : `${path}.${name}`);
  if (parts.entries) {
    return [
      ...new Set(Object.entries(parts.entries).flatMap(([name, child]) => settings(child, below(name)))),
    ];
  }
  const variants = (parts.options ?? []).filter(
    (option) => typeof option === 'object' && 'entries' in option,
  );
  if (variants.length > 0) return [...new Set(variants.flatMap((option) => settings(option, path)))];
  return [path];
}
