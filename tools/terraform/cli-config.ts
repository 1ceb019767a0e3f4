import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findProviderMirror, type ProviderMirror } from './provider-mirror';

export interface CliConfigOptions {
  /** Where the configuration (and, without a mirror, the cache of providers) is written. Created if absent. */
  readonly directory: string;
  /** `null` for none. @default the mirror that `findProviderMirror` finds */
  readonly mirror?: ProviderMirror | null;
}

/** What to put into the environment of every Terraform that works on the same system. */
export type TerraformEnvironment = {
  readonly TF_CLI_CONFIG_FILE: string;
  readonly CHECKPOINT_DISABLE: '1';
  readonly TF_IN_AUTOMATION: '1';
  readonly TF_PLUGIN_CACHE_DIR?: string;
  readonly TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE?: '1';
};

/**
 * Writes `terraform.rc` and gives the environment that makes Terraform use it. The AWS provider takes 700 MB: with a
 * mirror each working directory gets a link into it, without one all share one cache. Never both: with a mirror a
 * cache would hold a second copy.
 *
 * The cache is allowed to serve working directories without a lock file (Terraform otherwise downloads once for each
 * of them); their lock files then hold the checksum of this platform only, which is all that they are used for.
 */
export function writeCliConfig(options: CliConfigOptions): TerraformEnvironment {
  const directory = resolve(options.directory);
  const mirror = options.mirror === undefined ? (findProviderMirror() ?? null) : options.mirror;
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'terraform.rc');
  writeFileSync(file, mirror === null ? '' : renderInstallation(mirror));
  const common = { TF_CLI_CONFIG_FILE: file, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' } as const;
  if (mirror !== null) return common;
  const cache = join(directory, 'providers');
  mkdirSync(cache, { recursive: true });
  return { ...common, TF_PLUGIN_CACHE_DIR: cache, TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: '1' };
}

/** What the mirror holds comes from the mirror alone (no network), everything else from its registry. */
function renderInstallation(mirror: ProviderMirror): string {
  const held = mirror.providers.map((source) => JSON.stringify(source)).join(', ');
  return `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(mirror.path)}
    include = [${held}]
  }
  direct {
    exclude = [${held}]
  }
}
`;
}
