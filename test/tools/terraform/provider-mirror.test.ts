import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FindProviderMirrorOptions, findProviderMirror } from '../../../tools/terraform/provider-mirror';

const AWS = 'registry.terraform.io/hashicorp/aws';

describe('findProviderMirror', () => {
  let root: string;
  let options: FindProviderMirrorOptions;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'mirror-'));
    options = {
      env: {},
      home: join(root, 'home'),
      platform: 'linux',
      optionalSoftware: join(root, 'optional'),
      target: 'linux_amd64',
    };
    // Terraform's own shared directories of this machine stay out of it.
    options = { ...options, env: { XDG_DATA_DIRS: join(root, 'share') } };
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function mirrorAt(...path: string[]): string {
    const directory = join(root, ...path);
    mkdirSync(join(directory, AWS, '5.100.0', 'linux_amd64'), { recursive: true });
    return directory;
  }
  const withEnv = (env: NodeJS.ProcessEnv): FindProviderMirrorOptions => ({
    ...options,
    env: { ...options.env, ...env },
  });

  it('is undefined where nothing holds the provider', () => {
    expect(findProviderMirror(options)).toBeUndefined();
  });

  it('takes the one that TF_PLUGIN_MIRROR names before all others', () => {
    const named = mirrorAt('named');
    mirrorAt('home', '.terraform.d', 'plugins');
    mirrorAt('optional', 'mirror');
    expect(findProviderMirror(withEnv({ TF_PLUGIN_MIRROR: named }))).toEqual({
      path: named,
      origin: 'TF_PLUGIN_MIRROR',
      providers: [AWS],
    });
  });

  it('refuses a TF_PLUGIN_MIRROR that does not hold the provider, and says what is missing', () => {
    const wrong = withEnv({ TF_PLUGIN_MIRROR: join(root, 'wrong') });
    expect(() => findProviderMirror(wrong)).toThrow(
      /TF_PLUGIN_MIRROR=.*wrong does not hold registry\.terraform\.io\/hashicorp\/aws\/5\.100\.0\/linux_amd64/,
    );
  });

  it.each([
    ['the home directory', 'linux', ['home', '.terraform.d', 'plugins'], {}],
    ['XDG_DATA_HOME by default', 'linux', ['home', '.local', 'share', 'terraform', 'plugins'], {}],
    ['XDG_DATA_DIRS', 'linux', ['share', 'terraform', 'plugins'], {}],
    [
      'the support directory of macOS',
      'darwin',
      ['home', 'Library', 'Application Support', 'io.terraform', 'plugins'],
      {},
    ],
  ] as const)('takes Terraform’s implied mirror: %s', (_name, platform, path, env) => {
    const implied = mirrorAt(...path);
    mirrorAt('optional', 'mirror');
    const found = findProviderMirror({ ...withEnv(env), platform });
    expect(found).toMatchObject({ path: implied, origin: 'implied' });
  });

  it('looks one level down among the optional software, no deeper', () => {
    mirrorAt('optional', 'a', 'deep');
    expect(findProviderMirror(options)).toBeUndefined();
    const direct = mirrorAt('optional', 'b');
    expect(findProviderMirror(options)).toMatchObject({ path: direct, origin: 'optional-software' });
  });

  it('follows a link among the optional software', () => {
    const real = mirrorAt('elsewhere');
    mkdirSync(join(root, 'optional'));
    symlinkSync(real, join(root, 'optional', 'linked'));
    expect(findProviderMirror(options)?.path).toBe(join(root, 'optional', 'linked'));
  });

  it('wants the exact version, for this platform', () => {
    mirrorAt('optional', 'mirror');
    const other = { source: AWS, version: '6.0.0' };
    expect(findProviderMirror({ ...options, provider: other })).toBeUndefined();
    expect(findProviderMirror({ ...options, target: 'darwin_arm64' })).toBeUndefined();
  });

  it('lists every provider that the mirror holds', () => {
    const path = mirrorAt('optional', 'mirror');
    mkdirSync(join(path, 'registry.terraform.io', 'hashicorp', 'random', '3.7.0'), { recursive: true });
    expect(findProviderMirror(options)?.providers).toEqual([AWS, 'registry.terraform.io/hashicorp/random']);
  });
});
