import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

interface Cruise {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

const root = join(__dirname, '..');
const folders = ['stacks', 'modules', 'functions', 'policies', 'tools', 'test', 'bench'];
const rules = (require('../.dependency-cruiser.cjs') as { forbidden: { name: string }[] }).forbidden.map(
  (rule) => rule.name,
);

function cruise(directory: string, extra: readonly string[] = []): Cruise {
  const program = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const args = [
    program,
    '--config',
    join(root, '.dependency-cruiser.cjs'),
    '--output-type',
    'json',
    ...extra,
    ...folders,
  ];
  const run = () =>
    execFileSync(process.execPath, args, {
      cwd: directory,
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  let output: Buffer;
  try {
    output = run();
  } catch (error) {
    // Violations are its exit status; the report is complete all the same.
    output = (error as { stdout: Buffer }).stdout;
  }
  return JSON.parse(output.toString()) as Cruise;
}

describe('import boundaries', () => {
  it('hold in the whole repository', () => {
    const { summary } = cruise(root);
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });

  it('are checked in every TypeScript file that git would commit', () => {
    const listed = execFileSync(
      'git',
      ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...folders],
      { cwd: root },
    );
    const expected = listed
      .toString()
      .split('\n')
      .filter(
        (file) =>
          file.endsWith('.ts') &&
          !['bench/peers/', 'test/fixtures/', 'test/oracles/'].some((apart) => file.startsWith(apart)),
      );
    const seen = new Set(cruise(root).modules.map((module) => module.source));
    expect(expected.length).toBeGreaterThan(20);
    expect(expected.filter((file) => !seen.has(file))).toEqual([]);
  });

  it.each(rules)('are reported when %s is broken', (name) => {
    expect(planted()).toContain(name);
  });
});

let found: ReadonlySet<string> | undefined;
function planted(): ReadonlySet<string> {
  found ??= new Set(
    cruise(join(__dirname, 'fixtures', 'boundaries'), [
      '--ts-config',
      join(root, 'tsconfig.json'),
    ]).summary.violations.map((violation) => violation.rule.name),
  );
  return found;
}
