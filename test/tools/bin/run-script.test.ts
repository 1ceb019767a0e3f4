import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const runner = join(__dirname, '../../../tools/bin/run-script.js');
let directory: string;
let script: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'run-script-'));
  script = join(directory, 'script.js');
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

const run = (): string => execFileSync(process.execPath, [runner, script], { encoding: 'utf8' });

/** Like a rebuild: the time of the file differs, whatever the clock's resolution. */
function write(text: string, second: number): void {
  writeFileSync(script, text);
  utimesSync(script, second, second);
}

test('runs a script as node would, and again from its cache', () => {
  write(
    "const { basename } = require('node:path'); console.log(basename(__filename), basename(__dirname).slice(0, 3))",
    1,
  );
  expect(run()).toBe('script.js run\n');
  const cache = readFileSync(`${script}.cache`);
  expect(run()).toBe('script.js run\n');
  expect(readFileSync(`${script}.cache`)).toEqual(cache);
});

test('never runs what the script said before, not even when the new one is as long', () => {
  write("console.log('one')", 1);
  expect(run()).toBe('one\n');
  write("console.log('two')", 2);
  expect(run()).toBe('two\n');
  expect(run()).toBe('two\n');
});

test('replaces a cache that is damaged', () => {
  write("console.log('one')", 1);
  run();
  const cache = readFileSync(`${script}.cache`);
  writeFileSync(`${script}.cache`, Buffer.concat([cache.subarray(0, 100), Buffer.alloc(cache.length - 100)]));
  expect(run()).toBe('one\n');
  expect(
    readFileSync(`${script}.cache`)
      .subarray(60)
      .some((byte) => byte !== 0),
  ).toBe(true);
});

test('says how it is used', () => {
  expect(() => execFileSync(process.execPath, [runner], { stdio: 'pipe' })).toThrow('usage');
});
