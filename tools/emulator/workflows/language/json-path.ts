import { isArray, isObject, type Json, type JsonObject } from './json';
import { runtimeError, StatesError } from './states-error';

/** One step of a path. */
type Step =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'slice'; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: 'all' }
  | { readonly kind: 'deep' };

interface ParsedPath {
  readonly steps: readonly Step[];
  /** Names at most one node: its value is taken, not a list. */
  readonly isDefinite: boolean;
}

const STEP =
  /\.\.|\.(\*|[^.[\]\s,()'"]+)|\[\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\*)|(-?\d+)|(-?\d*):(-?\d*))\s*\]/y;
const parsed = new Map<string, ParsedPath>();
/** Paths come from definitions: there are few. The bound is for whoever deploys without end. */
const KNOWN_LIMIT = 5_000;

/**
 * The value at a path such as `$.checks[0].outcome`, `$.items[*].id` or `$..id`, within `root`. A path with a wildcard, a
 * slice or `..` gives a list, any other the one value.
 *
 * The language's filters (`[?(…)]`) and functions are not interpreted: they are refused by name.
 *
 * @throws StatesError when the path is not one, or nothing is there
 */
export function valueAt(path: string, root: Json): Json {
  const found = findAt(path, root);
  if (found === undefined) {
    throw runtimeError(`The JSONPath '${path}' could not be found in the input '${excerpt(root)}'`);
  }
  return found;
}

/** Like `valueAt`, undefined where nothing is: what `IsPresent` asks. */
export function findAt(path: string, root: Json): Json | undefined {
  const { steps, isDefinite } = parse(path);
  let nodes: readonly Json[] = [root];
  for (const step of steps) {
    nodes = nodes.flatMap((node) => follow(step, node));
    if (nodes.length === 0) return isDefinite ? undefined : [];
  }
  return isDefinite ? nodes[0] : nodes;
}

/**
 * `root` with the value put at a reference path (names and indices only). Missing objects on the way are made.
 *
 * @throws StatesError States.ResultPathMatchFailure when the path leads through something that is not an object
 */
export function withValueAt(path: string, root: Json, value: Json): Json {
  return place(parse(path).steps, root, value, path);
}

function place(steps: readonly Step[], node: Json, value: Json, path: string): Json {
  const [step, ...rest] = steps;
  if (!step) return value;
  if (step.kind === 'name' && (isObject(node) || node === null)) {
    const object: JsonObject = node ?? {};
    return { ...object, [step.name]: place(rest, object[step.name] ?? {}, value, path) };
  }
  if (step.kind === 'index' && isArray(node) && step.index >= 0 && step.index < node.length) {
    return node.map((item, index) => (index === step.index ? place(rest, item, value, path) : item));
  }
  throw new StatesError(
    'States.ResultPathMatchFailure',
    `Unable to apply the reference path "${path}" to the input '${excerpt(node)}'`,
  );
}

function follow(step: Step, node: Json): readonly Json[] {
  switch (step.kind) {
    case 'name':
      return isObject(node) && Object.hasOwn(node, step.name) ? [node[step.name] ?? null] : [];
    case 'index': {
      if (!isArray(node)) return [];
      const item = node.at(step.index);
      return item === undefined ? [] : [item];
    }
    case 'slice':
      return isArray(node) ? node.slice(step.from, step.to) : [];
    case 'all':
      return children(node);
    case 'deep':
      return [node, ...children(node).flatMap((child) => follow(step, child))];
  }
}

function children(node: Json): readonly Json[] {
  if (isArray(node)) return node;
  return isObject(node) ? Object.values(node) : [];
}

function parse(path: string): ParsedPath {
  const known = parsed.get(path);
  if (known) return known;
  const result = parseAnew(path);
  if (parsed.size >= KNOWN_LIMIT) parsed.clear();
  parsed.set(path, result);
  return result;
}

function parseAnew(path: string): ParsedPath {
  if (!path.startsWith('$')) throw runtimeError(`'${path}' is not a path: it does not begin with $`);
  const steps: Step[] = [];
  let at = 1;
  while (at < path.length) {
    STEP.lastIndex = at;
    const match = STEP.exec(path);
    if (!match) throw runtimeError(`The path '${path}' cannot be read from '${path.slice(at)}' on`);
    at = STEP.lastIndex;
    steps.push(stepOf(match));
    // `..name` is `..` and a name without its dot.
    if (match[0] === '..' && path[at] !== '[') {
      const name = /^(\*|[^.[\]\s,()'"]+)/.exec(path.slice(at))?.[0];
      if (!name) throw runtimeError(`The path '${path}' ends in '..'`);
      at += name.length;
      steps.push(name === '*' ? { kind: 'all' } : { kind: 'name', name });
    }
  }
  return { steps, isDefinite: steps.every(({ kind }) => kind === 'name' || kind === 'index') };
}

function stepOf(match: RegExpExecArray): Step {
  const [text, plain, single, double, star, index, from, to] = match;
  if (text === '..') return { kind: 'deep' };
  if (plain === '*' || star) return { kind: 'all' };
  const name = plain ?? single?.replace(/\\(.)/g, '$1') ?? double?.replace(/\\(.)/g, '$1');
  if (name !== undefined) return { kind: 'name', name };
  if (index !== undefined) return { kind: 'index', index: Number(index) };
  return { kind: 'slice', from: from ? Number(from) : undefined, to: to ? Number(to) : undefined };
}

function excerpt(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
