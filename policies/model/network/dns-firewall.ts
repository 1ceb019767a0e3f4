import { addTo } from '../../graph/lists';
import type { Resource } from '../../graph/resource';
import { isList, toNumber, toText, Unknown, type Value } from '../../graph/value';
import type { RuleContext } from '../../rules/context';
import { type Id, idAt, ownId } from './ids';

export interface DnsFirewallRule {
  readonly resource: Resource;
  readonly priority: number | Unknown;
  /** `ALLOW`, `BLOCK` or `ALERT`. */
  readonly action: string | Unknown;
  /** As written: `example.com.`, `*.example.com`, `*`. Unknown for AWS's own lists. */
  readonly domains: readonly string[] | Unknown;
  readonly blockResponse?: string | Unknown;
}

export interface DnsFirewall {
  readonly vpc: Id;
  /** By the priority of the group's association, then of the rule: the first that fits decides. */
  readonly rules: readonly DnsFirewallRule[];
  /** What happens when the firewall cannot answer: `ENABLED` lets the query through. */
  readonly failOpen: string | Unknown;
  /** Why there may be other rules. */
  readonly unknowns: readonly Unknown[];
}

/** The DNS firewall of each VPC that has one. Use it as `context.derive(dnsFirewalls)`. */
export function dnsFirewalls(context: RuleContext): ReadonlyMap<Id, DnsFirewall> {
  const { graph } = context;
  const rules = rulesByGroup(context);
  const groups = new Set(
    graph.byType('aws_route53_resolver_firewall_rule_group').map((one) => ownId(graph, one)),
  );
  const failOpen = new Map<Id, string | Unknown>();
  for (const resource of graph.byType('aws_route53_resolver_firewall_config')) {
    const vpc = idAt(graph, resource, 'resource_id');
    if (typeof vpc === 'string') failOpen.set(vpc, toText(resource.get('firewall_fail_open')) ?? 'DISABLED');
  }
  const drafts = new Map<Id, { order: number; rules: readonly DnsFirewallRule[]; unknown?: Unknown }[]>();
  for (const resource of graph.byType('aws_route53_resolver_firewall_rule_group_association')) {
    const vpc = idAt(graph, resource, 'vpc_id');
    const group = idAt(graph, resource, 'firewall_rule_group_id');
    if (typeof vpc !== 'string') continue;
    const known = typeof group === 'string' && groups.has(group);
    addTo(drafts, vpc, {
      order: order(toNumber(resource.get('priority'))),
      rules: typeof group === 'string' ? (rules.get(group) ?? []) : [],
      ...(known ? {} : { unknown: new Unknown('the rule group of the DNS firewall is not in the input') }),
    });
  }
  return new Map(
    [...drafts].map(([vpc, parts]) => [
      vpc,
      {
        vpc,
        rules: parts.sort((a, b) => a.order - b.order).flatMap((part) => part.rules),
        failOpen: failOpen.get(vpc) ?? 'DISABLED',
        unknowns: parts.flatMap(({ unknown }) => (unknown ? [unknown] : [])),
      },
    ]),
  );
}

function order(priority: number | Unknown | undefined): number {
  return typeof priority === 'number' ? priority : Number.MAX_SAFE_INTEGER;
}

function rulesByGroup(context: RuleContext): ReadonlyMap<Id, readonly DnsFirewallRule[]> {
  const { graph } = context;
  const lists = new Map<Id, readonly string[] | Unknown>();
  for (const resource of graph.byType('aws_route53_resolver_firewall_domain_list')) {
    lists.set(ownId(graph, resource), texts(resource.get('domains')));
  }
  const found = new Map<Id, DnsFirewallRule[]>();
  for (const resource of graph.byType('aws_route53_resolver_firewall_rule')) {
    const group = idAt(graph, resource, 'firewall_rule_group_id');
    if (typeof group !== 'string') continue;
    const list = idAt(graph, resource, 'firewall_domain_list_id');
    const named = typeof list === 'string' ? lists.get(list) : undefined;
    const response = toText(resource.get('block_response'));
    addTo(found, group, {
      resource,
      priority: toNumber(resource.get('priority')) ?? new Unknown('no priority is given'),
      action: toText(resource.get('action')) ?? new Unknown('no action is given'),
      domains: named ?? new Unknown('the list of domains is not in the input'),
      ...(response === undefined ? {} : { blockResponse: response }),
    });
  }
  for (const rules of found.values()) {
    rules.sort((a, b) => order(a.priority) - order(b.priority));
  }
  return found;
}

function texts(value: Value | undefined): readonly string[] | Unknown {
  if (value === undefined) return [];
  if (!isList(value)) return value instanceof Unknown ? value : new Unknown('it is not a list');
  const found: string[] = [];
  for (const item of value) {
    const text = toText(item);
    if (text instanceof Unknown) return text;
    if (text !== undefined) found.push(text);
  }
  return found;
}

/** What the firewall does with a query for the host. */
export function dnsVerdict(
  firewall: DnsFirewall,
  host: string,
): { action: string; rule?: DnsFirewallRule } | Unknown {
  const name = host.toLowerCase().replace(/\.$/, '');
  const [gap] = firewall.unknowns;
  if (gap) return gap;
  for (const rule of firewall.rules) {
    if (rule.domains instanceof Unknown) return rule.domains;
    if (!rule.domains.some((domain) => matches(domain, name))) continue;
    if (rule.action instanceof Unknown) return rule.action;
    return { action: rule.action.toUpperCase(), rule };
  }
  return { action: 'ALLOW' };
}

/** A star stands for one or more labels at the beginning, or for everything. */
function matches(pattern: string, name: string): boolean {
  const domain = pattern.toLowerCase().replace(/\.$/, '');
  if (domain === '*') return true;
  return domain.startsWith('*.') ? name.endsWith(domain.slice(1)) : domain === name;
}
