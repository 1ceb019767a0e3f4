import { groupBy } from '../../graph/lists';
import type { Resource } from '../../graph/resource';
import { Unknown } from '../../graph/value';
import { dnsFirewalls } from '../../model/network/dns-firewall';
import type { Id } from '../../model/network/ids';
import { attachments } from '../../model/network/interfaces';
import { networkFirewalls } from '../../model/network/network-firewalls';
import { subnets } from '../../model/network/subnets';
import { hostFilter } from '../../model/reach/firewall-steps';
import { plainText } from '../../model/reach/plain-text';
import type { Reach } from '../../model/reach/reach';
import type { RuleContext } from '../../rules/context';
import { fail, unknown } from '../../rules/outcome';
import { REACHABLE_NOT_DECLARED } from './criteria';
import type { ReachableOptions } from './declared-destinations';
import type { ReachFinding } from './finding';

/** A host that a filter lets through, as the filter writes it. */
interface Allowed {
  readonly pattern: string;
  readonly list: Resource;
  readonly vpc: Id;
}

/** Hosts that the filters of a VPC let through and that no function in it names. */
export function undeclaredHosts(
  model: Reach,
  context: RuleContext,
  options: ReachableOptions,
): readonly ReachFinding[] {
  const byVpc = groupBy(model.functions, ({ placement }) => placement.vpc);
  const others = otherUsers(context);
  return [...fromDns(context), ...fromFirewalls(context)].flatMap(
    ({ pattern, list, vpc }): readonly ReachFinding[] => {
      const functions = byVpc.get(vpc) ?? [];
      // Something else in the VPC may be meant: its hosts are not written in an environment that is looked at here.
      if (functions.length === 0 || others.has(vpc)) return [];
      const hosts = functions.flatMap((one) => [
        ...one.declared.hosts.map(({ host }) => host),
        ...(options.declared?.(one.lambda)?.hosts ?? []),
      ]);
      if (hosts.some((host) => fits(pattern, host))) return [];
      const doubt = functions.find(({ declared }) => declared.unknown)?.declared.unknown;
      const message = `it lets ${pattern} through, which no function of the VPC names`;
      return [
        {
          criterion: REACHABLE_NOT_DECLARED,
          subject: list,
          outcome: doubt
            ? unknown(
                plainText(`whether a function needs ${pattern}, which it lets through`),
                doubt,
                'domains',
              )
            : fail(plainText(message), 'domains'),
        },
      ];
    },
  );
}

function fromDns(context: RuleContext): readonly Allowed[] {
  return [...context.derive(dnsFirewalls)].flatMap(([vpc, { rules }]) =>
    rules.flatMap(({ action, domains, resource }) =>
      action === 'BLOCK' || action instanceof Unknown || domains instanceof Unknown
        ? []
        : domains.filter(isNamed).map((domain) => ({ pattern: bare(domain), list: resource, vpc })),
    ),
  );
}

function fromFirewalls(context: RuleContext): readonly Allowed[] {
  return [...context.derive(networkFirewalls).values()].flatMap((firewall) => {
    const { vpc } = firewall;
    if (typeof vpc !== 'string') return [];
    return hostFilter(context, firewall).lists.flatMap(({ allows, targets, resource }) =>
      allows
        ? targets.filter(isNamed).map((target) => ({
            pattern: target.startsWith('.') ? `*${target}` : target,
            list: resource,
            vpc,
          }))
        : [],
    );
  });
}

/** AWS's own names are those of services, and a star is no host. */
function isNamed(domain: string): boolean {
  return (
    !/^\*?\.?$/.test(domain) &&
    !/(^|\.)amazonaws\.com(\.cn)?\.?$/.test(domain) &&
    !/(^|\.)amazonaws\.com\.?$/.test(domain)
  );
}

function bare(domain: string): string {
  return domain.replace(/\.$/, '');
}

function fits(pattern: string, host: string): boolean {
  const name = host.toLowerCase();
  const wanted = pattern.toLowerCase();
  return wanted.startsWith('*.')
    ? name.endsWith(wanted.slice(1)) || name === wanted.slice(2)
    : name === wanted;
}

/** What belongs to the network itself, or answers and does not ask. */
const QUIET =
  /^aws_(lambda_function|vpc_endpoint|nat_gateway|rds_cluster|rds_cluster_instance|db_instance|db_proxy|db_subnet_group|lb|alb|elb|ec2_transit_gateway_vpc_attachment|elasticache_.*|docdb_cluster|neptune_cluster|network_interface)$/;

/** VPCs in which something other than functions may call hosts. */
function otherUsers(context: RuleContext): ReadonlySet<Id> {
  const known = context.derive(subnets);
  const found = new Set<Id>();
  for (const { resource, subnets: named } of context.derive(attachments)) {
    if (QUIET.test(resource.type) || resource.get('source_dest_check') === false) continue;
    for (const id of [...named.ids, ...named.possible]) {
      const vpc = known.get(id)?.vpc;
      if (typeof vpc === 'string') found.add(vpc);
    }
  }
  return found;
}
