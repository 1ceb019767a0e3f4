import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNode22, nodeRuntime } from '../../../../tools/emulator/functions/node-runtime';

const packages = mkdtempSync(join(tmpdir(), 'node-runtime-test-'));
const bundled = join(packages, `node22-${process.platform}-${process.arch}`, 'bin', 'node');
const hostMajor = Number.parseInt(process.versions.node, 10);

beforeAll(() => {
  mkdirSync(join(bundled, '..'), { recursive: true });
  writeFileSync(bundled, '');
  chmodSync(bundled, 0o755);
});
afterAll(() => rmSync(packages, { recursive: true }));

test('GIVEN the optional package WHEN nodejs22.x is asked THEN it is that Node', () => {
  const expected = hostMajor === 22 ? process.execPath : bundled;
  expect(nodeRuntime('nodejs22.x', {}, packages)).toEqual({ path: expected });
  expect(findNode22({}, packages)).toBe(bundled);
});

test('GIVEN VPC_LAMBDA_NODE22 WHEN asked THEN it wins', () => {
  const own = { VPC_LAMBDA_NODE22: process.execPath };
  expect(findNode22(own, packages)).toBe(process.execPath);
});

test('GIVEN neither WHEN asked THEN the host’s own Node, with a notice that says how to mend it', () => {
  const found = nodeRuntime('nodejs99.x', {}, '/nowhere');
  expect(found?.path).toBe(process.execPath);
  expect(found?.notice).toMatch(/VPC_LAMBDA_NODE22/);
  if (hostMajor !== 22) expect(findNode22({}, '/nowhere')).toBeUndefined();
});

test('GIVEN another version of Node WHEN asked THEN the bundled one, with a notice', () => {
  expect(nodeRuntime('nodejs18.x', {}, packages)).toEqual({
    path: bundled,
    notice: 'nodejs18.x is run on Node 22: no Node 18 is here.',
  });
});

test('GIVEN the host’s own version WHEN asked THEN the host’s Node', () => {
  expect(nodeRuntime(`nodejs${hostMajor}.x`, {}, packages)).toEqual({ path: process.execPath });
});

test.each(['python3.13', 'provided.al2023', ''])('GIVEN %s WHEN asked THEN nothing', (runtime) => {
  expect(nodeRuntime(runtime, {}, packages)).toBeUndefined();
});
