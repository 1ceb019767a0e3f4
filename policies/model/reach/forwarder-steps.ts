import type { Resource } from '../../graph/resource';
import type { RuleContext } from '../../rules/context';
import type { Forwarder } from '../network/gateways';
import { groupVerdict } from '../network/group-verdict';
import { idAt, ownId } from '../network/ids';
import { attachments } from '../network/interfaces';
import { securityGroups } from '../network/security-groups';
import type { Subnet } from '../network/subnets';
import { groupsText, rangesOf } from './placement';
import { PUBLIC_V4 } from './ranges';
import { blocked, open, type Step, uncertain } from './step';

/** Whether the groups of a NAT instance let the packets of a subnet in, and out to the internet. */
export function forwarderSteps(
  context: RuleContext,
  machine: Forwarder,
  from: Subnet,
  port: number,
): readonly Step[] {
  const { address } = machine.resource;
  const ids = context.derive(attachments).find(({ resource }) => resource === machine.resource)?.groups;
  if (!ids || ids.ids.length === 0 || ids.unknown)
    return [
      uncertain(
        'security group',
        `the groups of ${address}`,
        ids?.unknown ?? 'none is given',
        machine.resource,
      ),
    ];
  const model = context.derive(securityGroups);
  const groups = ids.ids.map((id) => model.get(id));
  const source = rangesOf([from]);
  const judged = [
    ['ingress', source, `in from ${from.resource.address}`],
    ['egress', PUBLIC_V4, 'out to the internet'],
  ] as const;
  return judged.map(([direction, addresses, words]) => {
    const name = groupsText(groups);
    if (!addresses)
      return uncertain(
        'security group',
        `tcp ${port} ${words} by ${name}`,
        'the range of the subnet is not known',
        machine.resource,
      );
    const verdict = groupVerdict(groups, { direction, protocol: 'tcp', port, addresses });
    if (verdict.status === 'allowed')
      return open(
        'security group',
        `${verdict.by.resource.address} lets tcp ${port} ${words} of ${address}`,
        verdict.by.resource,
      );
    if (verdict.status === 'denied')
      return blocked(
        'security group',
        `no ${direction} rule of ${name} lets tcp ${port} ${words} of ${address}`,
        `add an ${direction} rule for tcp ${port} to ${name}`,
        groups[0]?.resource,
      );
    return uncertain(
      'security group',
      `tcp ${port} ${words} of ${address}`,
      verdict.status === 'unknown' ? verdict.reason : 'a rule is for a part of the addresses only',
      machine.resource,
    );
  });
}

/** Instances and interfaces by their ids, those among them that forward nothing. */
export function machines({ graph }: RuleContext): ReadonlyMap<string, Resource> {
  return new Map(
    graph.byType('aws_instance', 'aws_network_interface').flatMap((one) => {
      const primary = idAt(graph, one, 'primary_network_interface_id');
      return [
        [ownId(graph, one), one] as const,
        ...(typeof primary === 'string' ? [[primary, one] as const] : []),
        ...(one.type === 'aws_instance'
          ? [[graph.attribute(one, 'primary_network_interface_id'), one] as const]
          : []),
      ];
    }),
  );
}
