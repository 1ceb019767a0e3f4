import { addTo } from './lists';
import { isRaw, type Raw } from './raw';
import { type Edge, indexSuffix, type Resource } from './resource';
import { formatPath, MAX_DEPTH } from './value';

/** A module in the configuration part of a plan. */
export class ModulePlan {
  private readonly resources = new Map<string, Raw>();
  private readonly calls = new Map<string, { readonly call: Raw; readonly module: ModulePlan }>();

  private constructor(
    private readonly raw: Raw,
    readonly parent: { readonly module: ModulePlan; readonly call: Raw } | undefined,
    depth: number,
  ) {
    for (const resource of Array.isArray(raw['resources']) ? raw['resources'] : []) {
      if (isRaw(resource) && typeof resource['address'] === 'string')
        this.resources.set(resource['address'], resource);
    }
    const calls = raw['module_calls'];
    if (!isRaw(calls) || depth > MAX_DEPTH) return;
    for (const [name, call] of Object.entries(calls)) {
      if (!isRaw(call)) continue;
      const inner = isRaw(call['module']) ? call['module'] : {};
      this.calls.set(name, { call, module: new ModulePlan(inner, { module: this, call }, depth + 1) });
    }
  }

  static root(configuration: unknown): ModulePlan {
    const raw =
      isRaw(configuration) && isRaw(configuration['root_module']) ? configuration['root_module'] : {};
    return new ModulePlan(raw, undefined, 0);
  }

  /** @param address within the module, without the index of the instance */
  resource(address: string): Raw | undefined {
    return this.resources.get(address);
  }

  child(name: string): ModulePlan | undefined {
    return this.calls.get(name)?.module;
  }

  /** What the plan says that a resource of this module or of one in it is written as. */
  written({ module, mode, type, name }: Resource): Raw | undefined {
    let found: ModulePlan | undefined = this;
    for (const call of moduleNames(module)) found = found?.child(call);
    return found?.resource(`${mode === 'data' ? 'data.' : ''}${type}.${name}`);
  }

  output(name: string): unknown {
    const outputs = this.raw['outputs'];
    const output = isRaw(outputs) && Object.hasOwn(outputs, name) ? outputs[name] : undefined;
    return isRaw(output) ? output['expression'] : undefined;
  }
}

/** An instance of a module: its configuration, and its address with indexes. */
interface Context {
  readonly module: ModulePlan;
  readonly address: string;
  /** The key of the resource instance, or of the module instance, in which an expression stands. */
  readonly index: string | number | undefined;
  /** What `for_each` of that resource or module refers to, and the context in which it stands. */
  readonly each?: { readonly names: readonly string[]; readonly context: Context };
}

type Target = Pick<Edge, 'target' | 'attribute' | 'exact'>;

/** Leads the references of a plan's configuration to the planned instances. */
export class PlanReferences {
  /** Instances by address without their own index. */
  private readonly instances = new Map<string, Resource[]>();
  /** Addresses of module instances by address without the last index. */
  private readonly modules = new Map<string, Set<string>>();
  private readonly contexts = new Map<string, Context>();
  /** The references of the attributes, the same for all instances: path and names. */
  private readonly collected = new WeakMap<Raw, readonly (readonly [string, readonly string[]])[]>();

  constructor(private readonly root: ModulePlan) {}

  add(resource: Resource): void {
    const base = baseAddress(resource.address);
    addTo(this.instances, base, resource);
    for (let address = resource.module; address !== ''; address = parentModule(address)) {
      const found = this.modules.get(baseAddress(address)) ?? new Set();
      if (found.has(address)) break;
      found.add(address);
      this.modules.set(baseAddress(address), found);
    }
  }

  edges(resource: Resource): readonly Edge[] {
    const context = this.context(resource.module);
    const raw = this.root.written(resource);
    if (!raw) return [];
    const own = {
      ...context,
      index: resource.index,
      each: { names: allNames(raw['for_each_expression']), context },
    };
    const edges: Edge[] = [];
    for (const [path, names] of this.references(raw)) {
      for (const target of this.resolve(names, own, 0)) edges.push({ path, ...target });
    }
    return edges;
  }

  /** The paths at which something is referred to, and by which names: also those that lead nowhere, as `local.a`. */
  names(resource: Resource): readonly (readonly [string, readonly string[]])[] {
    const raw = this.root.written(resource);
    return raw ? this.references(raw) : [];
  }

  /** The key of the resource's provider in `provider_config`. */
  providerKey(resource: Resource): string | undefined {
    const key = this.root.written(resource)?.['provider_config_key'];
    return typeof key === 'string' ? key : undefined;
  }

  private references(raw: Raw): readonly (readonly [string, readonly string[]])[] {
    let found = this.collected.get(raw);
    if (!found) {
      const all: [string, readonly string[]][] = [];
      collect(raw['expressions'], [], all);
      collect(raw['count_expression'], ['count'], all);
      collect(raw['for_each_expression'], ['for_each'], all);
      const dependsOn = raw['depends_on'];
      if (Array.isArray(dependsOn)) {
        dependsOn.forEach((name, index) => {
          if (typeof name === 'string') all.push([`depends_on[${index}]`, [name]]);
        });
      }
      found = all;
      this.collected.set(raw, found);
    }
    return found;
  }

  private resolve(names: readonly string[], context: Context, depth: number): readonly Target[] {
    if (depth > 60) return [];
    const sameKey = names.some((name) => /^(each\.|count\.index)/.test(name)) ? context.index : undefined;
    const found = longest(names).flatMap((name) => this.target(name, context, sameKey, depth));
    const seen = new Set<string>();
    return found.filter(({ target, attribute }) => {
      const same = `${target}\0${attribute}`;
      return !seen.has(same) && seen.add(same);
    });
  }

  private target(
    name: string,
    context: Context,
    sameKey: string | number | undefined,
    depth: number,
  ): readonly Target[] {
    const steps = split(name);
    const [first = '', second = '', third = ''] = steps;
    const prefix = context.address === '' ? '' : `${context.address}.`;
    if (first === 'var') {
      const { parent } = context.module;
      const expressions = parent?.call['expressions'];
      if (!parent || !isRaw(expressions) || !Object.hasOwn(expressions, second)) return [];
      const around = this.context(parentModule(context.address));
      const each = { names: allNames(parent.call['for_each_expression']), context: around };
      const outer = { ...around, index: lastIndex(context.address), each };
      return this.resolve(allNames(expressions[second]), outer, depth + 1);
    }
    if (first === 'module') {
      const child = context.module.child(second);
      if (!child) return [];
      const base = `${prefix}module.${second}`;
      const hasIndex = third.startsWith('[');
      const output = steps[hasIndex ? 3 : 2];
      const all = [...(this.modules.get(base) ?? [base])];
      const chosen = hasIndex
        ? all.filter((address) => address === base + third)
        : sameKey === undefined || all.length < 2
          ? all
          : all.filter((address) => address === base + indexSuffix(sameKey));
      return (chosen.length > 0 ? chosen : all).flatMap((address) => {
        const inner: Context = { module: child, address, index: lastIndex(address) };
        const expression = output === undefined ? undefined : child.output(output);
        const targets = this.resolve(allNames(expression), inner, depth + 1);
        return chosen.length > 1 ? targets.map((target) => ({ ...target, exact: false })) : targets;
      });
    }
    if (first === 'each' && second === 'value' && context.each) {
      const { each } = context;
      return longest(each.names)
        .flatMap((one) => this.target(one, each.context, context.index, depth + 1))
        .map((found) => (found.attribute === '' ? { ...found, attribute: third } : found));
    }
    if (['local', 'each', 'count', 'path', 'terraform', 'self'].includes(first)) return [];
    const isData = first === 'data' || first === 'ephemeral';
    const [base, rest] = isData
      ? [`${prefix}${first}.${second}.${third}`, steps.slice(3)]
      : [`${prefix}${first}.${second}`, steps.slice(2)];
    const all = this.instances.get(base) ?? [];
    const [index = ''] = rest;
    const attribute = (index.startsWith('[') ? rest[1] : index) ?? '';
    const wanted = index.startsWith('[')
      ? index
      : sameKey === undefined || all.length < 2
        ? ''
        : indexSuffix(sameKey);
    const chosen = wanted === '' ? all : all.filter((one) => one.address === base + wanted);
    if (chosen.length === 0 && index.startsWith('['))
      return [{ target: base + index, attribute, exact: true }];
    const targets = chosen.length > 0 ? chosen : all;
    if (targets.length === 0) return [{ target: base, attribute, exact: true }];
    return targets.map(({ key }) => ({ target: key, attribute, exact: targets.length === 1 }));
  }

  private context(address: string): Context {
    const known = this.contexts.get(address);
    if (known) return known;
    let module: ModulePlan | undefined = this.root;
    for (const name of moduleNames(address)) module = module?.child(name);
    const context = { module: module ?? ModulePlan.root(undefined), address, index: lastIndex(address) };
    this.contexts.set(address, context);
    return context;
  }
}

function collect(
  expression: unknown,
  path: readonly (string | number)[],
  into: [string, readonly string[]][],
): void {
  if (path.length > MAX_DEPTH) return;
  if (Array.isArray(expression)) {
    expression.forEach((item, index) => {
      collect(item, [...path, index], into);
    });
  } else if (isRaw(expression)) {
    if (isExpression(expression)) {
      const names = allNames(expression);
      if (names.length > 0) into.push([formatPath(path), names]);
      return;
    }
    for (const [name, inner] of Object.entries(expression)) collect(inner, [...path, name], into);
  }
}

function isExpression(raw: Raw): boolean {
  const keys = Object.keys(raw);
  return keys.length > 0 && keys.every((key) => key === 'references' || key === 'constant_value');
}

function allNames(expression: unknown): readonly string[] {
  const names = isRaw(expression) ? expression['references'] : undefined;
  return Array.isArray(names)
    ? names.filter((name): name is string => typeof name === 'string' && name.length < 2_000)
    : [];
}

/** A plan lists `aws_vpc.main.id` and `aws_vpc.main`: only the first says something. */
function longest(names: readonly string[]): readonly string[] {
  return names.filter(
    (name) =>
      !names.some(
        (other) =>
          other.length > name.length && other.startsWith(name) && '.['.includes(other[name.length] ?? ' '),
      ),
  );
}

/** `a.b["x.y"].c` as `a`, `b`, `["x.y"]`, `c`. */
function split(name: string): readonly string[] {
  return name.match(/\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\]|[^.[\]]+/g) ?? [];
}

/** Without the index at the end. */
function baseAddress(address: string): string {
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]$/, '');
}

function parentModule(address: string): string {
  const names = split(address);
  let end = names.length;
  if (names[end - 1]?.startsWith('[')) end -= 1;
  return join(names.slice(0, Math.max(0, end - 2)));
}

function join(steps: readonly string[]): string {
  return steps.map((step, index) => (index === 0 || step.startsWith('[') ? step : `.${step}`)).join('');
}

function moduleNames(address: string): readonly string[] {
  const steps = split(address).filter((step) => !step.startsWith('['));
  return steps.filter((_, index) => index % 2 === 1);
}

function lastIndex(address: string): string | number | undefined {
  const last = split(address).at(-1);
  if (!last?.startsWith('[')) return undefined;
  const inner = last.slice(1, -1);
  return inner.startsWith('"') ? safeString(inner) : Number(inner);
}

function safeString(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}
