import { Unknown } from '../../graph/value';
import { type VpcEndpoint, vpcEndpoints } from '../../model/network/endpoints';
import { ownId } from '../../model/network/ids';
import { isWorld } from '../../model/network/internet';
import { IpSet } from '../../model/network/ip-set';
import { securityGroups } from '../../model/network/security-groups';
import { written } from '../attribute';
import type { RuleContext } from '../context';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { toPorts } from './support/world';

export const rule: Rule = {
  id: 'network-endpoint-group',
  severity: 'medium',
  summary:
    'An interface endpoint has a security group of its own that admits its clients, and not the world.',
  rationale:
    'Without a group it has the default one of the VPC. Closed, as it should be, that makes every call time out; open, ' +
    'it admits whatever else has it. A group that admits the world admits every network that is ever peered or connected ' +
    'with the VPC.',
  remediation:
    'Name a group in `security_group_ids` with a rule for port 443 from the groups of the clients.',
  types: ['aws_vpc_endpoint'],
  check: (resource, context) => {
    const endpoint = context.derive(vpcEndpoints).get(ownId(context.graph, resource));
    if (endpoint?.type !== 'Interface') return [];
    return judgeGroups(endpoint, context);
  },
};

const PATH = 'security_group_ids';
const HTTPS = toPorts('ingress', 443);

function judgeGroups({ groups, resource }: VpcEndpoint, context: RuleContext): Outcome {
  const none = written(resource, PATH) === undefined && groups.possible.length === 0;
  const all = groups.ids.map((id) => context.derive(securityGroups).get(id));
  if (all.every(({ isDefault }) => isDefault) && (all.length > 0 || none))
    return fail('the endpoint has no security group but the default one of the VPC', PATH);
  if (groups.unknown) return unknown(PATH, groups.unknown, PATH);
  const rules = all.flatMap((group) => group.rules).filter(({ direction }) => direction === 'ingress');
  const ranges = rules.flatMap(({ peer }) => (peer.kind === 'range' ? [peer] : []));
  const wide = ranges.find(({ addresses }) => isWorld(addresses));
  if (wide) return fail(`a group of the endpoint admits ${wide.cidr}`, PATH);
  if (isWorld(IpSet.of(ranges.flatMap(({ addresses }) => addresses.ranges))))
    return fail('the groups of the endpoint admit ranges that together are the world', PATH);
  if (rules.some((rule) => rule.peer.kind !== 'none' && HTTPS.concerns(rule) === true)) return pass();
  const reason =
    all.flatMap(({ unknowns }) => unknowns)[0]?.reason ??
    rules.map((rule) => HTTPS.concerns(rule)).find((one) => one instanceof Unknown);
  return reason instanceof Unknown
    ? unknown('whom the groups of the endpoint admit', reason, PATH)
    : fail('no group of the endpoint admits anybody on port 443', PATH);
}
