import type { Resource } from '../../graph/resource';
import { ownId } from '../../model/network/ids';
import type { SecurityGroup } from '../../model/network/security-group';
import { securityGroups } from '../../model/network/security-groups';
import { vpcs } from '../../model/network/vpcs';
import type { RuleContext } from '../context';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-default-group-closed',
  severity: 'medium',
  summary: 'The default security group of a VPC has no rules.',
  rationale:
    'It is given to whatever names no group. As AWS makes it, all that have it reach each other on every port, and every ' +
    'host of the internet.',
  remediation: 'Add an `aws_default_security_group` with the `vpc_id` and without `ingress` and `egress`.',
  references: ['CKV2_AWS_12', 'AVD-AWS-0173'],
  types: ['aws_vpc', 'aws_default_vpc', 'aws_default_security_group'],
  check: (resource, context) => {
    const group = groupOf(resource, context);
    if (!group) return [];
    const [stated] = group.rules;
    if (stated?.implicit) return fail('no aws_default_security_group takes the rules away that AWS makes');
    if (stated) return openGroup(resource, group);
    const multiplicity = resource === group.resource ? undefined : group.resource?.multiplicity;
    if (multiplicity) return unknown(`whether there is ${group.resource?.address}`, multiplicity);
    const [gap] = group.unknowns;
    if (gap?.resource && gap.resource !== group.resource)
      return fail(`the default security group has a rule (${gap.resource.address})`);
    return gap ? unknown('the rules of the default security group', gap.reason) : pass();
  },
};

function groupOf(resource: Resource, context: RuleContext): SecurityGroup | undefined {
  const groups = context.derive(securityGroups);
  if (resource.type === 'aws_default_security_group') return groups.of(resource);
  const vpc = context.derive(vpcs).get(ownId(context.graph, resource));
  return vpc && groups.get(vpc.defaultGroup);
}

function openGroup(resource: Resource, { rules }: SecurityGroup): Outcome {
  const [rule] = rules;
  const where = rule?.resource === resource ? '' : ` (${rule?.resource.address})`;
  return fail(
    `the default security group has ${rules.length === 1 ? 'a rule' : `${rules.length} rules`}${where}`,
    rule?.resource === resource ? rule.path : '',
  );
}
