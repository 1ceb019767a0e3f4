import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, posix, relative, resolve, sep } from 'node:path';
import { parse } from '@cdktf/hcl2json';
import { configurationGraph } from './configuration-graph';
import type { Graph } from './graph';
import { EvaluationError } from './hcl/budget';
import { InputError, oneLine } from './input-error';
import { jsonFile } from './load-synthesized';
import { type Block, type Configuration, readConfiguration, type SourceFile } from './module/configuration';
import { lineOf, outline } from './module/line-index';
import { ModuleScope } from './module/module-scope';
import { Session, type SessionOptions } from './module/session';
import { type JsonObject, parseJsonObject, readInput } from './read-input';
import { Unknown } from './value';

export interface DirectoryOptions extends Omit<SessionOptions, 'readFile'> {
  /** Files with values of variables besides those that Terraform reads by itself, relative to the directory. @default none */
  readonly variableFiles?: readonly string[];
}

/** The parser of HCL is compiled Go, which ends for good when its stack does: deeper text is not given to it. */
const MAX_NESTING = 100;

/** Modules that are loaded for one input. */
const MAX_MODULES = 2_000;

/**
 * Loads a root module, a directory of `.tf` and `.tf.json` files, with the local modules that it calls. A single file
 * is a root module of that file alone.
 *
 * @throws InputError
 */
export async function loadDirectory(path: string, options: DirectoryOptions = {}): Promise<Graph> {
  const isFile = existsSync(path) && statSync(path).isFile();
  const root = resolve(isFile ? dirname(path) : path);
  const loader = new ModuleLoader(root);
  await loader.load(root, isFile ? [relative(root, resolve(path))] : undefined);
  const session = new Session({ ...options, readFile: (name) => readText(root, name) });
  const given = await variableValues(root, options.variableFiles ?? []);
  const configuration = loader.configuration(root);
  const scope = new ModuleScope(session, {
    configuration,
    address: '',
    path: '.',
    given,
    child: (origin, block) => loader.child(resolve(root, origin.path), block),
  });
  return configurationGraph({ kind: 'directory', path }, session, [scope]);
}

/** Reads modules; evaluation, which cannot wait, finds all of them loaded. */
class ModuleLoader {
  private readonly loaded = new Map<string, Configuration | InputError>();
  private installed: ReadonlyMap<string, string> | undefined;

  constructor(private readonly root: string) {}

  /** @throws InputError if it cannot be read: a root must be */
  configuration(directory: string): Configuration {
    const found = this.loaded.get(directory);
    if (found instanceof InputError) throw found;
    if (!found) throw new InputError(directory, 'is not loaded');
    return found;
  }

  async load(directory: string, files?: readonly string[]): Promise<void> {
    if (this.loaded.has(directory) || this.loaded.size >= MAX_MODULES) return;
    try {
      const sources: SourceFile[] = [];
      for (const file of files ?? configurationFiles(directory, this.name(directory))) {
        sources.push(await readSource(join(directory, file), this.name(join(directory, file))));
      }
      this.loaded.set(directory, readConfiguration(sources));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.loaded.set(directory, error);
      return;
    }
    for (const block of this.configuration(directory).modules.values()) {
      const target = this.target(directory, block);
      if (typeof target === 'string') await this.load(target);
    }
  }

  child(directory: string, block: Block): { configuration: Configuration; path: string } | Unknown {
    const target = this.target(directory, block);
    if (target instanceof Unknown) return target;
    const found = this.loaded.get(target);
    if (found === undefined) return new Unknown('there are too many modules');
    if (found instanceof InputError) return new Unknown(`the module cannot be read: ${found.message}`);
    return { configuration: found, path: this.name(target) };
  }

  private target(directory: string, block: Block): string | Unknown {
    const { source } = block.body;
    if (typeof source !== 'string') return new Unknown('the module has no source');
    if (/^\.\.?(\/|$)/.test(source)) return resolve(directory, source);
    const installed = this.modulesInstalled().get(block.labels[0] ?? '');
    if (installed !== undefined && directory === this.root) return installed;
    return new Unknown(oneLine(`the module ${source} is not local and not installed`));
  }

  /** What `terraform init` downloaded for the root's own calls. */
  private modulesInstalled(): ReadonlyMap<string, string> {
    if (this.installed) return this.installed;
    const found = new Map<string, string>();
    const file = join(this.root, '.terraform', 'modules', 'modules.json');
    if (existsSync(file)) {
      const { Modules: modules } = parseJsonObject(readInput(file, this.name(file)), this.name(file)) as {
        Modules?: unknown;
      };
      for (const one of Array.isArray(modules) ? (modules as JsonObject[]) : []) {
        if (typeof one?.['Key'] === 'string' && typeof one['Dir'] === 'string')
          found.set(one['Key'], resolve(this.root, one['Dir']));
      }
    }
    this.installed = found;
    return found;
  }

  /** As messages and findings call a path: relative to the root module. */
  private name(path: string): string {
    const name = relative(this.root, path).split(sep).join('/');
    return name === '' ? '.' : name;
  }
}

function configurationFiles(directory: string, name: string): readonly string[] {
  let entries: readonly string[];
  try {
    entries = readdirSync(directory);
  } catch (error) {
    throw new InputError(
      name,
      `is not a directory that can be read (${(error as NodeJS.ErrnoException).code})`,
    );
  }
  const files = entries.filter((entry) => /\.tf(\.json)?$/.test(entry) && !/^[.#]|~$/.test(entry)).sort();
  if (files.length === 0) throw new InputError(name, 'holds no .tf or .tf.json file');
  return files;
}

async function readSource(path: string, name: string): Promise<SourceFile> {
  const text = readInput(path, name);
  if (name.endsWith('.json')) return jsonFile(name, text, parseJsonObject(text, name));
  const { marks } = outline(text);
  return { name, raw: await parseHcl(text, name), line: (block, part) => lineOf(marks, block, part) };
}

/** The text as the parser of HCL gives it. @throws InputError with the position */
async function parseHcl(text: string, name: string): Promise<JsonObject> {
  if (text.trim() === '') return {};
  if (outline(text).depth > MAX_NESTING) throw new InputError(name, `nested more than ${MAX_NESTING} deep`);
  try {
    return (await parse(name, text)) as JsonObject;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const at = /:(\d+),(\d+)-\d+(?:,\d+)?: (.*)/s.exec(message);
    if (!at) throw new InputError(name, `not HCL: ${message}`);
    const [, line, column, problem = ''] = at;
    const first = problem.split(/\s+\S+\.tf\S*:\d+,\d+-|\]$/)[0] ?? problem;
    throw new InputError(name, `not HCL: ${first}`, { line: Number(line), column: Number(column) });
  }
}

/** Values of variables from `terraform.tfvars` and `*.auto.tfvars`, in Terraform's order, then from the files named. */
async function variableValues(root: string, named: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
  const entries = readdirSync(root).sort();
  const own = ['terraform.tfvars', 'terraform.tfvars.json'].filter((name) => entries.includes(name));
  const automatic = entries.filter((name) => /\.auto\.tfvars(\.json)?$/.test(name));
  const values = new Map<string, unknown>();
  for (const name of [...own, ...automatic, ...named]) {
    const text = readInput(join(root, name), name);
    const raw = name.endsWith('.json') ? parseJsonObject(text, name) : await parseHcl(text, name);
    for (const [variable, value] of Object.entries(raw)) values.set(variable, value);
  }
  return values;
}

/**
 * The text for `file()`. Files outside of the repository of the root module are not read: what is reviewed was written
 * by others.
 *
 * @throws EvaluationError if there is no such file
 */
function readText(root: string, name: string): string | Unknown {
  if (isAbsolute(name) || name.length > 1_000 || name.includes('\0'))
    return new Unknown('an absolute path depends on the machine');
  const path = resolve(root, name);
  if (!existsSync(path)) throw new EvaluationError(`there is no file ${posix.normalize(name)}`);
  const boundary = realpathSync(repositoryOf(root));
  const real = realpathSync(path);
  if (real !== boundary && !real.startsWith(boundary + sep))
    return new Unknown(`the file ${name} is outside of what is looked at`);
  const stats = statSync(real);
  if (!stats.isFile()) throw new EvaluationError(`${name} is not a file`);
  if (stats.size > 2_000_000) return new Unknown(`the file ${name} is too long`);
  const text = readInput(real, name);
  return text.includes('\uFFFD') ? new Unknown(`the file ${name} is not text`) : text;
}

/** The nearest directory around it that git knows, or the directory itself. */
function repositoryOf(directory: string): string {
  for (let at = directory; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return directory;
  }
}
