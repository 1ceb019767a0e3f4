import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeCliConfig } from '../../../tools/terraform/cli-config';
import type { ProviderMirror } from '../../../tools/terraform/provider-mirror';

describe('writeCliConfig', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'cli-config-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const mirror: ProviderMirror = {
    path: '/mirrors/with "quotes"',
    origin: 'implied',
    providers: ['registry.terraform.io/hashicorp/aws'],
  };

  it('installs what the mirror holds from the mirror alone, and needs no cache', () => {
    const env = writeCliConfig({ directory: join(root, 'made', 'here'), mirror });
    expect(env).toEqual({
      TF_CLI_CONFIG_FILE: join(root, 'made', 'here', 'terraform.rc'),
      CHECKPOINT_DISABLE: '1',
      TF_IN_AUTOMATION: '1',
    });
    expect(readFileSync(env.TF_CLI_CONFIG_FILE, 'utf8')).toBe(`provider_installation {
  filesystem_mirror {
    path    = "/mirrors/with \\"quotes\\""
    include = ["registry.terraform.io/hashicorp/aws"]
  }
  direct {
    exclude = ["registry.terraform.io/hashicorp/aws"]
  }
}
`);
  });

  it('without a mirror uses the registry, with one cache for all working directories', () => {
    const env = writeCliConfig({ directory: root, mirror: null });
    expect(readFileSync(env.TF_CLI_CONFIG_FILE, 'utf8')).toBe('');
    expect(env).toMatchObject({
      TF_PLUGIN_CACHE_DIR: join(root, 'providers'),
      TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: '1',
    });
    expect(existsSync(join(root, 'providers'))).toBe(true);
  });
});
