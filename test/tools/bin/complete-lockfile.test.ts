import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../../tools/repository';

interface Lockfile {
  packages: Record<string, Record<string, unknown>>;
}
const { completeLockfile, missingOptionalPackages } = require('../../../tools/bin/complete-lockfile') as {
  completeLockfile(lockfile: Lockfile): Lockfile;
  missingOptionalPackages(lockfile: Lockfile): { name: string; version: string }[];
};

const lockfile = (): Lockfile => ({
  packages: {
    '': { name: 'x' },
    'node_modules/tool': {
      version: '1.2.0',
      dev: true,
      optionalDependencies: { '@tool/linux-x64-musl': '1.2.0', '@tool/darwin-arm64': '1.2.0', own: '3.0.0' },
    },
    'node_modules/tool/node_modules/own': { version: '3.0.0' },
  },
});

test('a package of another platform that the lockfile lacks is added with its platform', () => {
  const completed = completeLockfile(lockfile());

  expect(completed.packages['node_modules/@tool/linux-x64-musl']).toEqual({
    version: '1.2.0',
    cpu: ['x64'],
    dev: true,
    libc: ['musl'],
    optional: true,
    os: ['linux'],
  });
  expect(completed.packages['node_modules/@tool/darwin-arm64']).toMatchObject({
    cpu: ['arm64'],
    os: ['darwin'],
  });
  expect(missingOptionalPackages(completed)).toEqual([]);
});

test('what no platform name explains is refused instead of guessed', () => {
  const odd = lockfile();
  odd.packages['node_modules/odd'] = { version: '1.0.0', optionalDependencies: { mystery: '^1.0.0' } };

  expect(() => completeLockfile(odd)).toThrow('mystery@^1.0.0: no platform in its name');
});

test.each(['package-lock.json', 'tools/emulator/runtime/package-lock.json'])(
  '%s names the optional packages of every platform, so that `npm ci` accepts it (else: npm run lockfile)',
  (file) => {
    const own = JSON.parse(readFileSync(join(repositoryRoot, file), 'utf8')) as Lockfile;

    expect(missingOptionalPackages(own)).toEqual([]);
  },
);
