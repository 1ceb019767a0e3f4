import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { configurationGraph } from './configuration-graph';
import type { Graph } from './graph';
import { InputError } from './input-error';
import { type Configuration, readConfiguration, type SourceFile } from './module/configuration';
import type { Instance } from './module/instance';
import { jsonLineOf, jsonOutline } from './module/json-lines';
import type { Mark } from './module/line-index';
import { ModuleScope } from './module/module-scope';
import { Session, type SessionOptions } from './module/session';
import { isRaw } from './raw';
import { type JsonObject, parseJsonObject, readInput } from './read-input';
import type { Source } from './resource';
import { toText, Unknown, type Value } from './value';

interface Stack {
  readonly name: string;
  /** The directory, relative to the output. */
  readonly directory: string;
  readonly configuration: Configuration;
}

/** Whether the directory is what cdktf writes. */
export function isSynthesized(directory: string): boolean {
  return existsSync(join(directory, 'manifest.json')) && existsSync(join(directory, 'stacks'));
}

/**
 * Loads a directory that cdktf wrote, all its stacks as one graph: a `terraform_remote_state` that reads another stack
 * of the directory leads to what that stack's output says.
 *
 * @throws InputError
 */
export function loadSynthesized(directory: string, options: SessionOptions = {}): Graph {
  const session = new Session(options);
  const manifest = parseJsonObject(
    readInput(join(directory, 'manifest.json'), 'manifest.json'),
    'manifest.json',
  );
  const listed = manifest['stacks'];
  if (!isRaw(listed)) throw new InputError('manifest.json', 'names no stacks', { line: 1 });
  const stacks = Object.entries(listed).map(([name, entry]) => loadStack(directory, name, entry));
  const frames = new FrameFiles(directory);
  return graphOf(directory, session, stacks, (source, stack) => frames.decorate(source, stack));
}

/** A stack in Terraform's JSON syntax, in memory. */
export interface StackInput {
  readonly name: string;
  /** Where it would lie, relative to the output: `stacks/network`. */
  readonly directory: string;
  readonly json: JsonObject;
}

/**
 * The graph of stacks that lie in no directory, as `loadSynthesized` would give it: for a change that is judged before
 * anybody writes it down. Lines are not known.
 *
 * @param path how the graph is called
 * @throws InputError
 */
export function graphOfStacks(
  path: string,
  inputs: readonly StackInput[],
  options: SessionOptions = {},
): Graph {
  const stacks = inputs.map(
    ({ name, directory, json }): Stack => ({
      name,
      directory,
      configuration: readConfiguration([
        { name: `${directory}/cdk.tf.json`, raw: json, line: () => undefined },
      ]),
    }),
  );
  return graphOf(path, new Session(options), stacks);
}

function graphOf(
  path: string,
  session: Session,
  stacks: readonly Stack[],
  decorate?: (source: Source, stack: string | undefined) => Source,
): Graph {
  const scopes = stacks.map(
    ({ name, configuration }) =>
      new ModuleScope(session, {
        configuration,
        address: '',
        stack: name,
        path: '.',
        child: () => new Unknown('modules of a synthesized stack are not loaded'),
      }),
  );
  const backends = new Map(stacks.map((stack, index) => [backendKey(stack), scopes[index]]));
  session.remoteState = (instance) => remoteState(instance, stacks, backends);
  return configurationGraph({ kind: 'synthesized', path }, session, scopes, decorate);
}

function loadStack(directory: string, name: string, entry: unknown): Stack {
  const path = isRaw(entry) ? entry['synthesizedStackPath'] : undefined;
  if (typeof path !== 'string' || path.startsWith('/') || posix.normalize(path).startsWith('..')) {
    throw new InputError('manifest.json', `the stack ${name} has no path below the directory`);
  }
  const text = readInput(join(directory, path), path);
  const raw = parseJsonObject(text, path);
  return {
    name,
    directory: posix.dirname(path),
    configuration: readConfiguration([jsonFile(path, text, raw)]),
  };
}

/** A file in Terraform's JSON syntax. Lines are looked up when the first is asked for. */
export function jsonFile(name: string, text: string, raw: JsonObject): SourceFile {
  let marks: readonly Mark[] | undefined;
  return {
    name,
    raw,
    line: (block, path) => {
      marks ??= jsonOutline(text);
      return jsonLineOf(marks, block, path);
    },
  };
}

/** The state that the stack writes, in a form in which another stack's reading of it is the same. */
function backendKey({ name, directory, configuration }: Stack): string {
  const [backend] = configuration.backends;
  if (!backend) return `stack ${name}`;
  return stateKey(backend.labels[0] ?? '', backend.body, directory);
}

function stateKey(type: string, config: Readonly<Record<string, unknown>>, directory: string): string {
  const text = (key: string): string => String(config[key] ?? '');
  switch (type) {
    case 'local':
      return `local ${posix.normalize(posix.join(directory, text('path') || 'terraform.tfstate'))}`;
    case 's3':
      return `s3 ${text('bucket')} ${text('key')} ${text('workspace_key_prefix')}`;
    case 'gcs':
      return `gcs ${text('bucket')} ${text('prefix')}`;
    case 'azurerm':
      return `azurerm ${text('storage_account_name')} ${text('container_name')} ${text('key')}`;
    case 'http':
      return `http ${text('address')}`;
    default: {
      const workspaces = config['workspaces'];
      const one = Array.isArray(workspaces) ? workspaces[0] : workspaces;
      return `${type} ${text('hostname')} ${text('organization')} ${isRaw(one) ? String(one['name'] ?? one['prefix'] ?? '') : ''}`;
    }
  }
}

function remoteState(
  instance: Instance,
  stacks: readonly Stack[],
  backends: ReadonlyMap<string, ModuleScope | undefined>,
): ModuleScope | Unknown {
  const values = instance.values();
  const type = toText(values['backend'] as Value);
  const own = stacks.find(({ name }) => name === instance.scope.stack);
  const config = instance.block.body['config'];
  if (typeof type !== 'string' || !isRaw(config) || !own) {
    return new Unknown('the state that is read cannot be told from the configuration');
  }
  const found = backends.get(stateKey(type, config, own.directory));
  return found ?? new Unknown(`no stack of the input writes the ${type} state that ${instance.key} reads`);
}

/** Positions that the application recorded beside the stacks: `sources/<stack>.json`. */
class FrameFiles {
  private readonly files = new Map<string, Readonly<Record<string, unknown>>>();

  constructor(private readonly directory: string) {}

  decorate(source: Source, stack: string | undefined): Source {
    if (stack === undefined || source.constructPath === undefined) return source;
    const recorded = this.file(stack)[source.constructPath];
    if (!Array.isArray(recorded)) return source;
    const frames = recorded.flatMap((frame: unknown) =>
      isRaw(frame) && typeof frame['line'] === 'number' && typeof frame['column'] === 'number'
        ? [{ line: frame['line'], column: frame['column'] }]
        : [],
    );
    return { ...source, frames };
  }

  private file(stack: string): Readonly<Record<string, unknown>> {
    let found = this.files.get(stack);
    if (!found) {
      const name = `sources/${stack}.json`;
      const path = join(this.directory, 'sources', `${stack}.json`);
      found = existsSync(path) ? parseJsonObject(readInput(path, name), name) : {};
      this.files.set(stack, found);
    }
    return found;
  }
}
