import type { Graph, Referral } from '../../graph/graph';
import type { Resource } from '../../graph/resource';
import { Unknown } from '../../graph/value';
import { written } from '../attribute';
import { companionsOf } from '../companions';
import type { RuleContext } from '../context';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-eip-attached',
  severity: 'low',
  summary: 'An elastic IP is attached to something that serves.',
  rationale:
    'An address that nothing has is paid for, and is free for whoever may associate it: what others allow or resolve by ' +
    'that address then leads to a machine that nobody meant.',
  remediation:
    'Name the address in the instance, NAT gateway, load balancer or association that needs it, or release it.',
  references: ['CKV2_AWS_19'],
  types: ['aws_eip'],
  check: (resource, context) => {
    const instance = written(resource, 'instance');
    if (instance instanceof Unknown && !instance.reference) return unknown('instance', instance, 'instance');
    if (instance !== undefined && instance !== '') return pass();
    if (context.graph.referencesTo(resource).some(uses) || associated(resource, context)) return pass();
    return byInterface(resource, context);
  },
};

/** By its id, in anything that takes an allocation; DNS records and outputs do not count. */
function uses({ from, attribute, path }: Referral): boolean {
  if (from.mode !== 'managed') return false;
  return ['id', 'allocation_id', ''].includes(attribute) && /allocation_id|eip/i.test(path);
}

function associated(resource: Resource, context: RuleContext): boolean {
  return (
    companionsOf(context, resource, 'aws_eip_association', 'allocation_id', ['id', 'allocation_id']).sure
      .length > 0 ||
    companionsOf(context, resource, 'aws_eip_association', 'public_ip', ['public_ip']).sure.length > 0
  );
}

/** An interface serves only where an instance has it. */
function byInterface(resource: Resource, { graph }: RuleContext) {
  const value = written(resource, 'network_interface');
  if (value === undefined || value === '') return fail('nothing has the elastic IP');
  const target = graph.referred(value);
  if (target) {
    return target.type !== 'aws_network_interface' || attached(graph, target)
      ? pass()
      : fail(`the interface ${target.address} belongs to no instance`, 'network_interface');
  }
  if (typeof value === 'string')
    return unknown('network_interface', 'the interface is not in the input', 'network_interface');
  const reason = value instanceof Unknown ? value : new Unknown('it is not an identifier');
  return reason.reference?.kind === 'resource'
    ? fail('the interface is not in the configuration', 'network_interface')
    : unknown('network_interface', reason, 'network_interface');
}

function attached(graph: Graph, networkInterface: Resource): boolean {
  if (networkInterface.blocks('attachment').length > 0) return true;
  return graph
    .referencesTo(networkInterface)
    .some(({ from }) =>
      ['aws_instance', 'aws_network_interface_attachment', 'aws_launch_template'].includes(from.type),
    );
}
