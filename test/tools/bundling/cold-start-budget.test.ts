import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { contracts } from '../../../stacks/contracts';
import { bundle } from '../../../tools/bundling/bundle';
import { bundleFunctions } from '../../../tools/bundling/bundle-functions';
import type { Manifest } from '../../../tools/bundling/manifest';
import { findNode22 } from '../../../tools/emulator/functions/node-runtime';

/** What makes a cold start slow, as far as it can be seen without a clock. Times are in bench/coldstart.ts. */
const ROOT = join(__dirname, '../../..');
const directory = mkdtempSync(join(tmpdir(), 'budget-'));
let manifest: Manifest;

beforeAll(async () => {
  manifest = await bundleFunctions({ root: ROOT, outDir: directory });
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const ZIP_BYTES = 130_000;

/** What our code, pino and valibot may add to the SDK. */
const OWN_BY_SDK = 0.4;

/** Code that no function on Lambda runs, by path. */
const FORBIDDEN: readonly (readonly [what: string, path: RegExp])[] = [
  [
    'other sources of credentials',
    /credential-provider-(ini|sso|process|http|web-identity|login|imds|node)\/|token-providers|nested-clients/,
  ],
  ['undici and fetch', /\/undici\/|fetch-http-handler/],
  ['worker threads for logs', /\/thread-stream\/|pino\/lib\/(transport|worker)\.js/],
  [
    'parts of pino that nobody calls',
    /\/(sonic-boom|on-exit-leak-free|@pinojs\/redact|safe-stable-stringify)\/|pino\/lib\/(multistream|caller)\.js/,
  ],
  ['browsers', /\/bowser\//],
  ['code for building infrastructure', /cdktf|\/constructs\//],
];
/** Of these, S3 alone has need. */
const S3_ONLY = /event-streams\/|xml-builder|protocols\/xml|middleware-sdk-s3/;

function shippedBytes(name: string): ReadonlyMap<string, number> {
  const { outputs } = JSON.parse(readFileSync(join(directory, `${name}.meta.json`), 'utf8')) as {
    outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>;
  };
  const inputs = Object.entries(outputs['index.js']?.inputs ?? {});
  return new Map(inputs.flatMap(([path, { bytesInOutput: bytes }]) => (bytes > 0 ? [[path, bytes]] : [])));
}

const codeOf = (name: string): string =>
  strFromU8(unzipSync(readFileSync(join(directory, `${name}.zip`)))['index.js'] ?? new Uint8Array());

describe.each(
  contracts.map(({ name, uses }) => ({ name, uses: Object.values<{ kind: string; access: string }>(uses) })),
)('the bundle of $name', ({ name, uses }) => {
  test('is small', () => {
    expect(manifest.functions[name]?.sizeBytes).toBeLessThan(ZIP_BYTES);
  });

  test('is a little more than the SDK', () => {
    let sdk = 0;
    let own = 0;
    for (const [path, bytes] of shippedBytes(name)) {
      if (/\.sql$/.test(path)) continue;
      if (/node_modules\/(@aws-sdk|@smithy|@aws)\//.test(path)) sdk += bytes;
      else own += bytes;
    }
    expect(own / sdk).toBeLessThan(OWN_BY_SDK);
  });

  test.each(FORBIDDEN)('is without %s', (_what, path) => {
    expect([...shippedBytes(name).keys()].filter((file) => path.test(file))).toEqual([]);
  });

  test('has no XML and no event streams but for S3', () => {
    const usesS3 = uses.some(({ kind, access }) => kind === 'bucket' && /^read/.test(access));
    const found = [...shippedBytes(name).keys()].filter(
      (file) => S3_ONLY.test(file) && !file.startsWith('left-out:'),
    );
    if (usesS3) expect(found).not.toEqual([]);
    else expect(found).toEqual([]);
  });

  test('is ASCII, loads no part of Node in vain, and imports nothing when it runs', () => {
    const code = codeOf(name);
    expect(Buffer.byteLength(code)).toBe(code.length);
    expect(code).not.toMatch(/require\("(node:)?(http2|module|assert|worker_threads|timers\/promises)"\)/);
    expect(code.match(/\bimport\(["']/g)).toBeNull();
  });
});

test('what was left out tells that it was, when it is asked for', () => {
  const code = codeOf('get-deposit');
  for (const what of ['@smithy/core/event-streams', 'pino.destination', 'pino.multistream']) {
    expect(code).toContain(`${what} is not in this bundle (tools/bundling/left-out.ts)`);
  }
});

describe('pino, bundled as for a function', () => {
  const root = mkdtempSync(join(tmpdir(), 'pino-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  async function run(statement: string) {
    mkdirSync(join(root, 'functions', 'tried'), { recursive: true });
    writeFileSync(
      join(root, 'functions', 'tried', 'handler.ts'),
      `import { pino } from 'pino';\n${statement}\n`,
    );
    if (!existsSync(join(root, 'node_modules'))) {
      symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    }
    const { code } = await bundle(root, 'functions/tried/handler.ts');
    const options = { input: code, encoding: 'utf8', cwd: root } as const;
    return spawnSync(findNode22() ?? process.execPath, ['-'], options);
  }

  test('writes lines to a destination that it is given', async () => {
    const { status, stdout } = await run(
      `pino({ base: null }, { write: (line: string) => process.stdout.write(line) }).info({ a: { b: [1] } }, 'told');`,
    );
    expect([status, JSON.parse(stdout)]).toEqual([
      0,
      expect.objectContaining({ a: { b: [1] }, msg: 'told' }),
    ]);
  });

  test.each([
    ['pino.destination', 'pino.destination(1);'],
    ['pino.destination', 'pino();'],
    ['pino.multistream', 'pino.multistream([]);'],
    ['pino.transport', `pino.transport({ target: 'pino/file' });`],
    ["pino's redaction by paths", `pino({ redact: ['a.b'] }, { write() {} });`],
  ])('tells that %s is not there, for %s', async (what, statement) => {
    const { status, stderr } = await run(statement);
    expect(status).not.toBe(0);
    expect(stderr).toContain(what);
    expect(stderr).toContain('in this bundle (tools/bundling/left-out.ts)');
  });
});
