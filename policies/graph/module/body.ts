import type { BlockType } from '../../schema/body-schema';
import { Evaluator, pairs } from '../hcl/evaluator';
import { isRaw, type Raw } from '../raw';
import type { Edge } from '../resource';
import {
  formatPath,
  isList,
  isObject,
  MAX_DEPTH,
  objectOf,
  PartialText,
  toText,
  Unknown,
  UnknownItems,
  type Value,
} from '../value';
import type { ModuleScope } from './module-scope';
import type { Met } from './session';

type Path = readonly (string | number)[];

/** Evaluates the body of a block, and keeps which references stand where. */
export class BodyEvaluation {
  readonly edges: Edge[] = [];

  constructor(
    private readonly scope: ModuleScope,
    private readonly names: Readonly<Record<string, Value>>,
  ) {}

  /**
   * An attribute or the blocks of that name.
   *
   * @param given what is written; `undefined` for nothing
   * @param dynamic the `dynamic` blocks of that name
   * @param block the schema's block, if the name is one: a single one becomes a list, as in a plan
   */
  attribute(given: unknown, dynamic: unknown, path: Path, block: BlockType | undefined): Value {
    const isRepeated = block?.nesting === 'list' || block?.nesting === 'set';
    const raw = isRepeated && isRaw(given) ? [given] : given;
    const written = raw === undefined ? undefined : this.shaped(this.value(raw, path, block), block);
    if (dynamic === undefined) return written ?? null;
    const first = isList(written) ? written : written === undefined || written === null ? [] : [written];
    const generated = asList(dynamic).flatMap((one) =>
      isRaw(one) ? this.generated(one, path, first.length, block) : [],
    );
    return [...first, ...generated];
  }

  /** Without references: `lifecycle`, whose names are attributes of the resource itself. */
  literal(raw: unknown, depth = 0): Value {
    if (depth > MAX_DEPTH) return new Unknown('nested too deeply');
    if (Array.isArray(raw)) return raw.map((item) => this.literal(item, depth + 1));
    if (isRaw(raw))
      return objectOf(Object.entries(raw).map(([key, item]) => [key, this.literal(item, depth + 1)]));
    return typeof raw === 'string' ? (/^\$\{([\s\S]*)\}$/.exec(raw)?.[1] ?? raw) : (raw as Value);
  }

  value(raw: unknown, path: Path, block?: BlockType): Value {
    if (path.length > MAX_DEPTH) return new Unknown('nested too deeply');
    if (typeof raw === 'string') return this.text(raw, path);
    if (raw === null || raw === undefined) return null;
    if (Array.isArray(raw)) {
      return raw.map((item, index) => this.value(item, [...path, index], block));
    }
    if (!isRaw(raw)) return raw as Value;
    const dynamic = block ? this.dynamicBlocks(raw) : {};
    const schema = block?.body([]);
    const names = new Set([...Object.keys(raw), ...Object.keys(dynamic)]);
    const entries: [string, Value][] = [];
    for (const name of names) {
      if (name === '//' || (block && name === 'dynamic')) continue;
      const key = name.includes('${') || name.includes('%{') ? this.text(name, path) : name;
      const known = key instanceof Unknown ? undefined : toText(key);
      if (typeof known !== 'string') {
        return new Unknown(`a key is not known (${key instanceof Unknown ? key.reason : 'not a string'})`);
      }
      const given = Object.hasOwn(raw, name) ? raw[name] : undefined;
      entries.push([known, this.attribute(given, dynamic[name], [...path, known], schema?.blocks.get(name))]);
    }
    return objectOf(entries);
  }

  /** The `dynamic` blocks of a body by the name that they generate. */
  dynamicBlocks(body: Raw): Readonly<Record<string, unknown>> {
    const found: Record<string, unknown[]> = {};
    for (const group of asList(body['dynamic'])) {
      if (!isRaw(group)) continue;
      for (const [name, blocks] of Object.entries(group)) {
        if (name !== '//')
          found[name] = [...(Object.hasOwn(found, name) ? (found[name] ?? []) : []), ...asList(blocks)];
      }
    }
    return found;
  }

  private generated(dynamic: Raw, path: Path, offset: number, block: BlockType | undefined): Value[] {
    const name = String(path[path.length - 1]);
    const iterator =
      typeof dynamic['iterator'] === 'string' ? dynamic['iterator'].replace(/^\$\{|\}$/g, '') : name;
    const content = asList(dynamic['content'])[0];
    if (!isRaw(content)) return [new Unknown('a dynamic block without content')];
    const forEach = this.value(dynamic['for_each'] ?? null, [...path, 'for_each']);
    const make = (key: Value, value: Value, at: number): Value => {
      const inner = new BodyEvaluation(this.scope, {
        ...this.names,
        [iterator]: objectOf([
          ['key', key],
          ['value', value],
        ]),
      });
      const made = inner.value(content, [...path, at], block);
      this.edges.push(...inner.edges);
      return made;
    };
    if (forEach instanceof Unknown) {
      const unknown = new Unknown(`for_each of a dynamic block is not known (${forEach.reason})`);
      const some =
        forEach.alternatives?.flatMap((alternative) =>
          isList(alternative) || isObject(alternative) ? pairs(alternative) : [],
        ) ?? [];
      const items = some.length > 0 ? some.slice(0, 100) : [[unknown, unknown] as const];
      return [
        new Unknown(unknown.reason, {
          alternatives: items.map(([key, value], i) => make(key, value, offset + i)),
        }),
      ];
    }
    if (forEach === null) return [];
    try {
      const all = pairs(forEach);
      this.scope.session.budget.spend(all.length);
      return all.map(([key, value], index) => {
        const made = make(key, value, offset + index);
        // A block that may not be there.
        return value instanceof UnknownItems ? new Unknown(value.reason, { alternatives: [made] }) : made;
      });
    } catch (error) {
      return [this.scope.session.unknownFor(error)];
    }
  }

  private shaped(value: Value, block: BlockType | undefined): Value {
    if (!block || value === null) return value;
    return isList(value) && value.length === 1 && (block.nesting === 'single' || block.nesting === 'group')
      ? (value[0] ?? null)
      : value;
  }

  private text(source: string, path: Path): Value {
    if (!source.includes('{')) return source;
    if (!source.includes('${') && !source.includes('%{')) return source;
    const { session } = this.scope;
    const { result, met } = session.track(() => {
      try {
        return new Evaluator(this.scope).evaluateWith(session.template(source), this.names);
      } catch (error) {
        return session.unknownFor(error);
      }
    });
    const at = formatPath(path);
    const seen = new Set<string>();
    for (const { target, attribute, exact } of [...met, ...referencesIn(result, new Set())]) {
      const same = `${target}\0${attribute}`;
      if (seen.has(same)) continue;
      seen.add(same);
      this.edges.push({ path: at, target, attribute, exact });
    }
    session.record(met);
    return result;
  }
}

/** What the unknown parts of a value refer to: those that came with a bound name are not met on the way. */
function referencesIn(value: Value, seen: Set<object>): readonly Met[] {
  if (typeof value !== 'object' || value === null || seen.size > 10_000 || seen.has(value)) return [];
  seen.add(value);
  if (value instanceof PartialText)
    return value.parts.flatMap((part) => (typeof part === 'string' ? [] : referencesIn(part, seen)));
  if (value instanceof Unknown) {
    const { reference } = value;
    if (reference?.kind !== 'resource') return [];
    return [{ target: reference.target, attribute: String(reference.path[0] ?? ''), exact: true }];
  }
  return Object.values(value).flatMap((item) => referencesIn(item, seen));
}

/** What is there once or several times. */
function asList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/**
 * Evaluates what is written for a local, an output, a variable or `count`, or only a part of it.
 *
 * @throws EvaluationError
 */
export function evaluateStrictly(
  scope: ModuleScope,
  raw: unknown,
  names: Readonly<Record<string, Value>> = {},
  steps: readonly (string | number)[] = [],
): Value {
  let at = raw;
  for (const [index, step] of steps.entries()) {
    const isWhole = typeof at !== 'object' || at === null || Object.keys(at).some((key) => key.includes('{'));
    const inner = isWhole ? undefined : (at as Readonly<Record<string | number, unknown>>)[step];
    if (isWhole || inner === undefined || !Object.hasOwn(at as object, step))
      return strictly(scope, at, names, steps.slice(index));
    at = inner;
  }
  return strictly(scope, at, names, []);
}

function strictly(
  scope: ModuleScope,
  raw: unknown,
  names: Readonly<Record<string, Value>>,
  steps: readonly (string | number)[],
): Value {
  const evaluator = new Evaluator(scope);
  if (typeof raw !== 'string')
    return evaluator.follow(new BodyEvaluation(scope, names).value(raw, []), steps);
  const isTemplate = raw.includes('${') || raw.includes('%{');
  return isTemplate
    ? evaluator.evaluateWith(scope.session.template(raw), names, steps)
    : evaluator.follow(raw, steps);
}
