import { idsAt } from '../../model/network/ids';
import { networkAcls } from '../../model/network/network-acls';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-acl-attached',
  severity: 'low',
  summary: 'A network ACL is attached to a subnet.',
  rationale:
    'An ACL without a subnet guards nothing, while who reads the configuration believes that it does; its subnets have ' +
    'the default ACL, which lets everything through.',
  remediation: 'Name the subnets in `subnet_ids` or by `aws_network_acl_association`, or remove the ACL.',
  references: ['CKV2_AWS_1'],
  types: ['aws_network_acl'],
  check: (resource, context) => {
    const acls = context.derive(networkAcls);
    const acl = acls.owner(resource);
    if (acl && acls.subnetsOf(acl).length > 0) return pass();
    const { possible, unknown: why } = idsAt(context.graph, resource, 'subnet_ids');
    if (why) return possible.length > 0 ? pass() : unknown('subnet_ids', why, 'subnet_ids');
    if (acls.loose) return unknown('to which subnets ACLs belong', acls.loose);
    return fail('no subnet has the network ACL', 'subnet_ids');
  },
};
