import type { Resource } from '../../graph/resource';
import { isList, isObject, toNumber, toText, Unknown, type Value } from '../../graph/value';
import type { RuleContext } from '../../rules/context';
import { type Id, idAt, ownId } from '../network/ids';
import type { NetworkFirewall } from '../network/network-firewalls';
import { ANY_OTHER_HOST, shownHost } from './dns-steps';
import { blocked, open, type Step, uncertain } from './step';

/** A list of domains in a rule group. */
export interface DomainList {
  readonly resource: Resource;
  readonly allows: boolean;
  readonly targets: readonly string[];
}

/** What an AWS Network Firewall does with HTTPS to hosts, as far as domain lists decide. */
export interface HostFilter {
  readonly resource: Resource;
  readonly lists: readonly DomainList[];
  /** `forward`: inspected. `pass`: let through without a look. */
  readonly stateless: 'forward' | 'pass' | 'drop';
  /** Whether what no list names is dropped. */
  readonly dropsRest: boolean;
  /** Why other rules may decide. */
  readonly unknown?: Unknown;
}

/** Groups of AWS drop what is known to be bad: they let no host through, and stop none that anybody means. */
const MANAGED = /:aws-managed:/;

/** Reads the policy of a firewall. */
export function hostFilter(context: RuleContext, firewall: NetworkFirewall): HostFilter {
  const { graph } = context;
  const { policy, resource } = firewall;
  const nothing = { resource, lists: [], stateless: 'forward', dropsRest: false } as const;
  if (!policy) return { ...nothing, unknown: new Unknown('the policy of the firewall is not in the input') };
  const block = policy.get('firewall_policy[0]');
  if (!isObject(block))
    return { ...nothing, unknown: block instanceof Unknown ? block : new Unknown('the policy is empty') };
  let unknown: Unknown | undefined;
  const stateless = texts(block['stateless_default_actions']);
  if (stateless instanceof Unknown) unknown ??= stateless;
  const first = stateless instanceof Unknown ? undefined : stateless.find((one) => one.startsWith('aws:'));
  if (count(block['stateless_rule_group_reference']) > 0)
    unknown ??= new Unknown('it has stateless rule groups, which are not evaluated');
  const defaults = texts(block['stateful_default_actions']);
  if (defaults instanceof Unknown) unknown ??= defaults;
  const groups = context.derive(ruleGroups);
  const lists: { list: DomainList; priority: number }[] = [];
  for (let index = 0; index < count(block['stateful_rule_group_reference']); index += 1) {
    const path = `firewall_policy[0].stateful_rule_group_reference[${index}]`;
    const id = idAt(graph, policy, `${path}.resource_arn`);
    if (typeof id === 'string' && MANAGED.test(id)) continue;
    const group = typeof id === 'string' ? groups.get(id) : undefined;
    const priority = toNumber(policy.get(`${path}.priority`));
    const list = group && listOf(group);
    if (list && !(list instanceof Unknown))
      lists.push({ list, priority: typeof priority === 'number' ? priority : index });
    else unknown ??= list ?? new Unknown('a rule group of the firewall is not in the input');
  }
  lists.sort((a, b) => a.priority - b.priority);
  const drops = defaults instanceof Unknown ? [] : defaults.filter((one) => /^aws:drop_/.test(one));
  const strict =
    toText(policy.get('firewall_policy[0].stateful_engine_options[0].rule_order')) === 'STRICT_ORDER';
  return {
    resource: policy,
    lists: lists.map(({ list }) => list),
    stateless: first === 'aws:pass' ? 'pass' : first === 'aws:drop' ? 'drop' : 'forward',
    // In the default order an allow list drops the rest of what it inspects. Source: Network Firewall Developer Guide,
    // "Stateful domain list rule groups".
    dropsRest: strict ? drops.length > 0 : lists.some(({ list }) => list.allows),
    ...(unknown ? { unknown } : {}),
  };
}

function ruleGroups({ graph }: RuleContext): ReadonlyMap<Id, Resource> {
  return new Map(
    graph
      .byType('aws_networkfirewall_rule_group')
      .flatMap((group) => [[graph.arn(group), group] as const, [ownId(graph, group), group] as const]),
  );
}

function listOf(group: Resource): DomainList | Unknown {
  const source = group.get('rule_group[0].rules_source[0]');
  if (source instanceof Unknown) return source;
  const list = group.get('rule_group[0].rules_source[0].rules_source_list[0]');
  if (!isObject(list)) return new Unknown(`the rules of ${group.address} are no list of domains`);
  const targets = texts(list['targets']);
  const type = toText(list['generated_rules_type']);
  if (targets instanceof Unknown) return targets;
  if (type !== 'ALLOWLIST' && type !== 'DENYLIST')
    return new Unknown('the kind of the list of domains is not known');
  return { resource: group, allows: type === 'ALLOWLIST', targets };
}

/** Whether the firewall lets HTTPS to the host through. */
export function filterStep(filter: HostFilter, host: string | Unknown): Step {
  const { resource, lists, stateless, dropsRest, unknown } = filter;
  const { address } = resource;
  const name = host instanceof Unknown ? 'the host' : shownHost(host);
  if (stateless === 'pass')
    return open('firewall', `${address} passes everything without inspection`, resource);
  if (stateless === 'drop')
    return blocked(
      'firewall',
      `${address} drops everything`,
      `forward what is not matched to the stateful rules in ${address} (aws:forward_to_sfe)`,
      resource,
    );
  if (host instanceof Unknown)
    return uncertain('firewall', `whether ${address} lets ${name} through`, host, resource);
  const deciding = lists.find(
    ({ targets }) => host !== ANY_OTHER_HOST && targets.some((target) => matches(target, host)),
  );
  if (unknown) return uncertain('firewall', `whether ${address} lets ${name} through`, unknown, resource);
  if (deciding?.allows)
    return open('firewall', `${deciding.resource.address} lets ${name} through`, deciding.resource);
  const list = lists.find(({ allows }) => allows);
  const change =
    host === ANY_OTHER_HOST
      ? 'allow the hosts that are needed by their names'
      : list
        ? `add ${name} to the targets of ${list.resource.address}`
        : `add a rule group with an allow list that holds ${name} to ${address}`;
  if (deciding)
    return blocked(
      'firewall',
      `${deciding.resource.address} denies ${name}`,
      `take ${name} out of the targets of ${deciding.resource.address}`,
      deciding.resource,
    );
  if (dropsRest)
    return blocked('firewall', `${address} drops ${name}, as no list allows it`, change, resource);
  return open('firewall', `${address} lets ${name} through, as nothing drops it`, resource);
}

/** `.example.com` stands for the domain and everything below it. */
function matches(target: string, host: string): boolean {
  const pattern = target.toLowerCase();
  const name = host.toLowerCase();
  return pattern.startsWith('.') ? name.endsWith(pattern) || name === pattern.slice(1) : name === pattern;
}

function count(value: Value | undefined): number {
  if (value === undefined || value === null) return 0;
  return isList(value) ? value.length : 1;
}

function texts(value: Value | undefined): readonly string[] | Unknown {
  if (value === undefined || value === null) return [];
  if (!isList(value)) return value instanceof Unknown ? value : new Unknown('it is not a list');
  const found: string[] = [];
  for (const item of value) {
    const text = toText(item);
    if (text instanceof Unknown) return text;
    if (text !== undefined) found.push(text);
  }
  return found;
}
