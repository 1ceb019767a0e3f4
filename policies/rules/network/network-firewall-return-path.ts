import { Unknown } from '../../graph/value';
import type { NatGateway } from '../../model/network/gateways';
import { ownId } from '../../model/network/ids';
import { IpSet } from '../../model/network/ip-set';
import { networkFirewalls } from '../../model/network/network-firewalls';
import type { RouteTable } from '../../model/network/route';
import { type Subnet, subnets } from '../../model/network/subnets';
import type { RuleContext } from '../context';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

const INTERNET = IpSet.ALL_V4;

export const rule: Rule = {
  id: 'network-firewall-return-path',
  severity: 'medium',
  summary: 'Answers from the internet come back through the firewall that the questions went through.',
  rationale:
    'Between firewall and NAT gateway the answers are addressed to the subnet that asked, which the VPC reaches directly. ' +
    'Without a route of its own to the firewall they go around it: it sees half of each connection, inspects nothing of ' +
    'what comes in, and drops what it takes for broken.',
  remediation:
    'In the route table of the NAT gateway’s subnet, add a route for the range of each subnet behind the firewall, to the firewall’s endpoint.',
  types: ['aws_nat_gateway'],
  check: (resource, context) => {
    const all = context.derive(subnets);
    const nat = { id: ownId(context.graph, resource) };
    const stand = context.graph.text(resource.get('subnet_id'));
    const own = stand === undefined ? undefined : all.get(stand);
    if (!own) return [];
    return askers(context, nat).map((asker): Outcome => {
      const { routeTable } = own;
      if (routeTable instanceof Unknown)
        return unknown(`the routes of ${own.resource.address}`, routeTable, 'subnet_id');
      const answer = leadsBack(routeTable, asker);
      if (answer === true) return pass();
      const what = `answers to ${asker.resource.address} come back to ${own.resource.address}`;
      return answer === false
        ? fail(`${what}, which has no route for its range to the firewall`, 'subnet_id')
        : unknown(`${what}: whether through the firewall`, answer, 'subnet_id');
    });
  },
};

/** Subnets whose way out leads through a firewall of AWS, and from there to the NAT gateway. */
function askers(context: RuleContext, nat: Pick<NatGateway, 'id'>): readonly Subnet[] {
  const all = context.derive(subnets);
  return [...context.derive(networkFirewalls).values()].flatMap((firewall) => {
    const stands = firewall.subnets.flatMap((id) => all.get(id) ?? []);
    const before = stands.filter(({ routeTable }) => leadsTo(routeTable, nat.id));
    return before.flatMap((stand) =>
      [...all.values()].filter(
        (asker) =>
          asker.vpc === firewall.vpc &&
          leadsToFirewall(asker.routeTable) &&
          // Each zone has an endpoint of its own, unless the firewall has but one.
          (stands.length === 1 || (typeof asker.zone === 'string' && asker.zone === stand.zone)),
      ),
    );
  });
}

function leadsTo(table: RouteTable | Unknown, nat: string): boolean {
  return (
    !(table instanceof Unknown) &&
    table.routes.some(
      ({ addresses, target }) =>
        target.kind === 'nat-gateway' && target.id === nat && addresses?.contains(INTERNET) === true,
    )
  );
}

function leadsToFirewall(table: RouteTable | Unknown): boolean {
  return (
    !(table instanceof Unknown) &&
    table.routes.some(
      ({ addresses, target }) =>
        target.kind === 'load-balancer-endpoint' && addresses?.contains(INTERNET) === true,
    )
  );
}

function leadsBack(table: RouteTable, { cidr }: Subnet): boolean | Unknown {
  if (cidr instanceof Unknown) return cidr;
  // An asker without IPv4 asks by another way.
  if (cidr === undefined) return true;
  const isThere = table.routes.some(
    ({ addresses, target, uncertain }) =>
      target.kind === 'load-balancer-endpoint' &&
      !uncertain &&
      addresses?.contains(IpSet.of([cidr])) === true &&
      // The default route comes after the local one, which has the same addresses.
      !addresses.contains(INTERNET),
  );
  if (isThere) return true;
  return (
    table.routes.flatMap(
      ({ uncertain, destination }) => uncertain ?? (destination instanceof Unknown ? destination : []),
    )[0] ??
    table.unknowns[0] ??
    false
  );
}
