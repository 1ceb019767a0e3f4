import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { InvalidInputError } from '../../../modules/core/errors';
import { environmentNames, loadEnvironment, validateEnvironment } from '../../../stacks/environments/load';

type Loose = Record<string, unknown>;
const copy = (name: string): Loose => structuredClone(loadEnvironment(name)) as unknown as Loose;

function problemsOf(act: () => unknown) {
  try {
    act();
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems;
    throw error;
  }
  return [];
}

describe('the environments of the repository', () => {
  it.each(environmentNames)('%s is valid', (name) => {
    expect(loadEnvironment(name).name).toBe(name);
  });

  it('has at least the four that the design names', () => {
    expect(environmentNames).toEqual(expect.arrayContaining(['emulator', 'dev', 'staging', 'prod']));
  });
});

describe('a choice', () => {
  it('that is unknown is refused with the allowed names', () => {
    expect(() => loadEnvironment('production')).toThrow(
      /received "production"; allowed: emulator, dev, staging, prod/,
    );
  });

  describe('that is a file', () => {
    let directory: string;
    beforeEach(() => {
      directory = mkdtempSync(join(tmpdir(), 'environment-'));
    });
    afterEach(() => rmSync(directory, { recursive: true }));
    const file = (content: string): string => {
      const path = join(directory, 'mine.json');
      writeFileSync(path, content);
      return path;
    };

    it('replaces the sections of the environment it extends', () => {
      const path = file(
        JSON.stringify({ extends: 'dev', name: 'mine', logs: { retentionDays: 3, level: 'warn' } }),
      );
      const environment = loadEnvironment(path);
      expect(environment.logs).toEqual({ retentionDays: 3, level: 'warn' });
      expect(environment.database).toEqual(loadEnvironment('dev').database);
    });

    it('holds a whole configuration', () => {
      expect(loadEnvironment(file(JSON.stringify(copy('prod')))).name).toBe('prod');
    });

    it.each([
      ['is no JSON', '{', 'environment-file'],
      ['extends an unknown environment', '{"extends":"nowhere"}', 'environment-extends'],
      ['is no object', '[]', 'environment-value'],
    ])('is refused when it %s', (_case, content, code) => {
      expect(problemsOf(() => loadEnvironment(file(content))).map((problem) => problem.code)).toContain(code);
    });

    it('is refused when it is missing', () => {
      expect(() => loadEnvironment(join(directory, 'absent.json'))).toThrow(/environment-file/);
    });
  });
});

describe('a configuration with several mistakes', () => {
  it('is refused with all of them at once: unknown keys, wrong types, impossible combinations', () => {
    const draft = copy('prod');
    setAt(draft, ['colour'], 'blue');
    setAt(draft, ['api', 'requestsPerSecond'], 'many');
    setAt(draft, ['database', 'deletionProtection'], false);
    setAt(draft, ['database', 'typo'], 1);

    const problems = problemsOf(() => validateEnvironment(draft, 'test'));

    expect(problems.map(({ code, property }) => `${code} ${property}`).sort()).toEqual([
      'environment-protected-deletion database.deletionProtection',
      'environment-unknown-key colour',
      'environment-unknown-key database.typo',
      'environment-value api.requestsPerSecond',
    ]);
  });

  it.each<[code: string, environment: string, path: string, value: unknown]>([
    ['environment-local-state', 'dev', 'state', { backend: 'local' }],
    [
      'environment-emulator-state',
      'emulator',
      'state',
      { backend: 's3', bucket: 'some-bucket', region: 'eu-central-1' },
    ],
    ['environment-database-capacity', 'staging', 'database.minimumCapacityAcu', 5],
    ['environment-database-pause', 'staging', 'database.pauseAfterSeconds', 300],
    ['environment-zones-region', 'dev', 'region', 'eu-west-1'],
    ['environment-zones-twice', 'dev', 'network.zones', ['eu-central-1a', 'eu-central-1a']],
    ['environment-database-zones', 'dev', 'network.zones', ['eu-central-1a']],
    ['environment-private-api-clients', 'staging', 'api.clientCidrs', []],
    ['environment-regional-api-clients', 'dev', 'api.clientCidrs', ['10.0.0.0/8']],
    ['environment-protected-snapshot', 'prod', 'database.finalSnapshot', false],
    ['environment-protected-instances', 'prod', 'database.instances', 1],
    ['environment-protected-backups', 'prod', 'database.backupRetentionDays', 6],
    ['environment-protected-pause', 'prod', 'database.minimumCapacityAcu', 0],
    ['environment-protected-logs', 'prod', 'logs.retentionDays', 30],
    ['environment-protected-egress', 'prod', 'network.egress', { kind: 'nat-instance' }],
    [
      'environment-protected-egress',
      'prod',
      'network.egress',
      { kind: 'nat-gateway', placement: 'single', inspected: false },
    ],
    [
      'environment-shared-subnets',
      'dev',
      'network',
      {
        mode: 'shared',
        vpcId: 'vpc-0123456789abcdef0',
        vpcCidr: '10.0.0.0/16',
        egressSubnetIds: [],
        zones: ['eu-central-1a', 'eu-central-1b'],
        privateSubnetIds: ['subnet-0123456789abcdef0'],
        isolatedSubnetIds: [],
      },
    ],
  ])('%s in %s', (code, name, path, value) => {
    const draft = copy(name);
    setAt(draft, path.split('.'), value);
    const problems = problemsOf(() => validateEnvironment(draft, 'test'));
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });

  it('never crashes, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        expect(problemsOf(() => validateEnvironment(input, 'test')).length).toBeGreaterThan(0);
      }),
    );
  });

  it('never crashes on a valid one in which any one value was replaced', () => {
    const paths = leaves(copy('prod'));
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.anything(), (path, value) => {
        const draft = copy('prod');
        setAt(draft, path, value);
        problemsOf(() => validateEnvironment(draft, 'test'));
      }),
    );
  });
});

function leaves(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => leaves(child, [...path, key]))].filter(
    (found) => found.length > 0,
  );
}

function setAt(target: Loose, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path;
  if (rest.length === 0) target[key] = value;
  else setAt(target[key] as Loose, rest, value);
}
