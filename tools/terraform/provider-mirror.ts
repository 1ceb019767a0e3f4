import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

/** The AWS provider that this project is built and tested with. */
export const AWS_PROVIDER = { source: 'registry.terraform.io/hashicorp/aws', version: '5.100.0' } as const;

/** A provider by its full source address and its exact version. */
export interface ProviderVersion {
  /** Host, namespace and type, for example `registry.terraform.io/hashicorp/aws`. */
  readonly source: string;
  readonly version: string;
}

/** A directory from which Terraform installs providers without a network. */
export interface ProviderMirror {
  readonly path: string;
  /** How it was found. */
  readonly origin: 'TF_PLUGIN_MIRROR' | 'implied' | 'optional-software';
  /** Source addresses of all providers that it holds. */
  readonly providers: readonly string[];
}

export interface FindProviderMirrorOptions {
  /** @default the AWS provider of this project */
  readonly provider?: ProviderVersion;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** @default the user's home directory */
  readonly home?: string;
  /** @default process.platform */
  readonly platform?: NodeJS.Platform;
  /** The file system's standard directory for optional software; its children are tried. @default `/opt` */
  readonly optionalSoftware?: string;
  /** @default `<os>_<architecture>` of this machine, in Go's words: `linux_amd64` */
  readonly target?: string;
}

/** `TF_PLUGIN_MIRROR` names a directory that does not hold the provider. */
export class ProviderMirrorError extends Error {
  override readonly name = 'ProviderMirrorError';
}

/**
 * Where the provider lies unpacked on this machine, or `undefined`: then Terraform asks its registry.
 * Only unpacked mirrors count (`<source>/<version>/<os>_<arch>/`): Terraform links to those, whereas it would unpack
 * a packed one, 700 MB, into each working directory.
 *
 * @throws ProviderMirrorError when `TF_PLUGIN_MIRROR` is set and does not hold the provider: what somebody asked for
 * is not silently replaced by something else
 */
export function findProviderMirror(options: FindProviderMirrorOptions = {}): ProviderMirror | undefined {
  const env = options.env ?? process.env;
  const provider = options.provider ?? AWS_PROVIDER;
  const target = options.target ?? goTarget();
  const holds = (path: string): boolean => existsSync(join(path, provider.source, provider.version, target));

  const named = env['TF_PLUGIN_MIRROR'];
  if (named !== undefined && named !== '') {
    const path = resolve(named);
    if (!holds(path)) {
      throw new ProviderMirrorError(
        `TF_PLUGIN_MIRROR=${named} does not hold ${join(provider.source, provider.version, target)}: ` +
          'name the directory that contains registry.terraform.io, or unset the variable to use the registry',
      );
    }
    return mirror(path, 'TF_PLUGIN_MIRROR');
  }
  const home = options.home ?? homedir();
  const implied = impliedMirrors(env, home, options.platform ?? process.platform).find(holds);
  if (implied !== undefined) return mirror(implied, 'implied');
  const optional = children(options.optionalSoftware ?? '/opt').find(holds);
  return optional === undefined ? undefined : mirror(optional, 'optional-software');
}

/** The directories that Terraform itself searches, in its order (its documentation, "Implied Local Mirrors"). */
function impliedMirrors(env: NodeJS.ProcessEnv, home: string, platform: NodeJS.Platform): string[] {
  const local = resolve('terraform.d', 'plugins');
  if (platform === 'win32') {
    const roaming = env['APPDATA'];
    if (roaming === undefined) return [local];
    return [
      local,
      join(roaming, 'terraform.d', 'plugins'),
      join(roaming, 'HashiCorp', 'Terraform', 'plugins'),
    ];
  }
  const own = join(home, '.terraform.d', 'plugins');
  if (platform === 'darwin') {
    const support = join('Library', 'Application Support', 'io.terraform', 'plugins');
    return [local, own, join(home, support), join('/', support)];
  }
  const data = env['XDG_DATA_HOME'] || join(home, '.local', 'share');
  const shared = (env['XDG_DATA_DIRS'] || '/usr/local/share:/usr/share').split(delimiter);
  return [local, own, ...[data, ...shared].map((directory) => join(directory, 'terraform', 'plugins'))];
}

function mirror(path: string, origin: ProviderMirror['origin']): ProviderMirror {
  const providers = children(path).flatMap((host) =>
    children(host).flatMap((namespace) => children(namespace).map((type) => type.slice(path.length + 1))),
  );
  return { path, origin, providers: providers.map((source) => source.replaceAll('\\', '/')).sort() };
}

function children(directory: string): string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
      .map((entry) => join(directory, entry.name))
      .sort();
  } catch {
    return [];
  }
}

function goTarget(): string {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const architectures: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };
  return `${os}_${architectures[process.arch] ?? process.arch}`;
}
