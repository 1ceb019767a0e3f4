import { basename } from 'node:path';
import { Graph } from './graph';
import { InputError } from './input-error';
import { type ProviderFacts, providerFacts } from './module/provider-facts';
import { ModulePlan, PlanReferences } from './plan-references';
import { planValues } from './plan-values';
import { isRaw, type Raw } from './raw';
import { type JsonObject, parseJsonObject, readInput } from './read-input';
import { type Content, type Edge, Resource } from './resource';
import type { Value } from './value';

/** Whether the JSON is what `terraform show -json` prints. */
export function isPlan(json: JsonObject): boolean {
  const { format_version: version, planned_values: planned, values } = json;
  if (typeof version === 'string') return isRaw(planned) || isRaw(values);
  // A plan of which somebody kept the parts that a check needs.
  return isRaw(planned) && isRaw(planned['root_module']);
}

/**
 * Loads what `terraform show -json` prints for a plan, or for a state.
 *
 * @throws InputError
 */
export function loadPlan(file: string): Graph {
  const name = basename(file);
  return planGraph(parseJsonObject(readInput(file, name), name), file);
}

/** @param path how the plan is called @throws InputError */
export function planGraph(plan: JsonObject, path: string): Graph {
  const name = basename(path);
  if (!isPlan(plan))
    throw new InputError(name, 'not a plan: it has no format_version with planned_values', { line: 1 });
  const references = new PlanReferences(ModulePlan.root(plan['configuration']));
  const changes = changesByAddress(plan['resource_changes']);
  const resources: Resource[] = [];
  const seen = new Set<string>();
  const add = (raw: Raw, module: string): void => {
    const resource = makeResource(raw, module, name, changes, references);
    if (!resource || seen.has(resource.key)) return;
    seen.add(resource.key);
    resources.push(resource);
    references.add(resource);
  };
  for (const values of [plan['planned_values'], plan['values']]) {
    if (isRaw(values)) walk(values['root_module'], '', name, add);
  }
  const prior = isRaw(plan['prior_state']) ? plan['prior_state']['values'] : undefined;
  if (isRaw(prior)) {
    walk(prior['root_module'], '', name, (raw, module) => {
      if (raw['mode'] === 'data') add(raw, module);
    });
  }
  const providers = new Providers(plan, resources, references);
  return new Graph({
    kind: 'plan',
    path,
    resources,
    gaps: [],
    provider: (resource) => providers.of(resource),
  });
}

/** All resources of a module and of those in it. A module within itself cannot be: the depth is that of the JSON. */
function walk(root: unknown, address: string, file: string, add: (raw: Raw, module: string) => void): void {
  const queue: { readonly node: unknown; readonly address: string }[] = [{ node: root, address }];
  for (let next = queue.pop(); next; next = queue.pop()) {
    const { node } = next;
    if (!isRaw(node)) continue;
    for (const raw of list(node['resources'])) {
      if (isRaw(raw)) add(raw, next.address);
      else
        throw new InputError(file, `the resources of ${next.address || 'the root module'} are not objects`);
    }
    for (const child of list(node['child_modules'])) {
      if (isRaw(child)) queue.push({ node: child, address: String(child['address'] ?? next.address) });
    }
  }
}

function makeResource(
  raw: Raw,
  module: string,
  file: string,
  changes: ReadonlyMap<string, Raw>,
  references: PlanReferences,
): Resource | undefined {
  const { address, type, name, mode, index } = raw;
  if (typeof address !== 'string' || typeof type !== 'string') {
    throw new InputError(file, `a resource of ${module || 'the root module'} has no address or no type`);
  }
  if (mode !== 'managed' && mode !== 'data') return undefined;
  const resource: Resource = new Resource(
    {
      address,
      mode,
      type,
      name: typeof name === 'string' ? name : '',
      ...(typeof index === 'string' || typeof index === 'number' ? { index } : {}),
      module,
      source: { file },
    },
    (): Content => {
      const edges: readonly Edge[] = references.edges(resource);
      const unknown = changes.get(address)?.['after_unknown'];
      return {
        values: planValues(raw['values'], unknown, resource.key, edges, references.names(resource)),
        edges,
      };
    },
  );
  return resource;
}

function changesByAddress(changes: unknown): ReadonlyMap<string, Raw> {
  const found = new Map<string, Raw>();
  for (const change of list(changes)) {
    // What is deposed goes, at the address of what stays.
    if (!isRaw(change) || typeof change['deposed'] === 'string') continue;
    if (typeof change['address'] === 'string' && isRaw(change['change'])) {
      found.set(change['address'], change['change']);
    }
  }
  return found;
}

/** Region and account of the providers of a plan. */
class Providers {
  private readonly facts = new Map<string, ProviderFacts>();
  private readonly configured: Raw;
  private readonly variables: Raw;
  private readonly read: ProviderFacts;

  constructor(
    plan: JsonObject,
    resources: readonly Resource[],
    private readonly references: PlanReferences,
  ) {
    const { configuration, variables } = plan;
    const configured = isRaw(configuration) ? configuration['provider_config'] : undefined;
    this.configured = isRaw(configured) ? configured : {};
    this.variables = isRaw(variables) ? variables : {};
    const data = (type: string, attribute: string): Value | undefined =>
      resources.find((one) => one.mode === 'data' && one.type === type)?.get(attribute);
    const account = data('aws_caller_identity', 'account_id');
    this.read = providerFacts({
      region: data('aws_region', 'name'),
      allowed_account_ids: account === undefined ? [] : [account],
    });
  }

  of(resource: Resource): ProviderFacts {
    const key = this.references.providerKey(resource) ?? 'aws';
    let found = this.facts.get(key);
    if (!found) {
      const configured = this.configured[key] ?? this.configured[key.replace(/^.*:/, '')];
      const expressions =
        isRaw(configured) && isRaw(configured['expressions']) ? configured['expressions'] : {};
      const own = providerFacts({
        region: this.value(expressions['region']),
        allowed_account_ids: this.value(expressions['allowed_account_ids']),
      });
      // A data source is read through one provider: what it says of the region holds for the default one only.
      const isDefault = !key.includes('.');
      found = {
        ...(isDefault
          ? this.read
          : { ...(this.read.account === undefined ? {} : { account: this.read.account }) }),
        ...own,
      };
      this.facts.set(key, found);
    }
    return found;
  }

  private value(expression: unknown): Value | undefined {
    if (!isRaw(expression)) return undefined;
    if (expression['constant_value'] !== undefined) return expression['constant_value'] as Value;
    const [only, ...others] = list(expression['references']);
    const variable =
      typeof only === 'string' && others.length === 0 ? /^var\.([\w-]+)$/.exec(only)?.[1] : undefined;
    const given = variable === undefined ? undefined : this.variables[variable];
    return isRaw(given) ? (given['value'] as Value | undefined) : undefined;
  }
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
