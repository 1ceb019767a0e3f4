import type { Resource } from '../../graph/resource';
import { toText, Unknown, type Value } from '../../graph/value';
import { writtenBlocks } from '../../model/network/written';
import { judge, type Outcome, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-rule-description',
  severity: 'low',
  summary: 'Each rule of a security group says why it is there.',
  rationale:
    'Ports and ranges do not tell who asked for them. A rule whose reason nobody knows is never taken back.',
  remediation: 'Write `description` in the rule: who connects to what.',
  references: ['CKV_AWS_23', 'AVD-AWS-0124'],
  types: [
    'aws_security_group',
    'aws_default_security_group',
    'aws_security_group_rule',
    'aws_vpc_security_group_ingress_rule',
    'aws_vpc_security_group_egress_rule',
  ],
  check: (resource) =>
    resource.type.endsWith('_rule')
      ? described(resource.get('description'), 'description')
      : [...inline(resource, 'ingress'), ...inline(resource, 'egress')],
};

function inline(resource: Resource, name: string): readonly Outcome[] {
  return writtenBlocks(resource, name).map((block, index) => {
    const path = `${name}[${index}]`;
    return block instanceof Unknown ? unknown(path, block, path) : described(block['description'], path);
  });
}

function described(value: Value | undefined, path: string): Outcome {
  return judge(
    value,
    `${path}: its description`,
    (known) => {
      const text = toText(known);
      if (typeof text !== 'string' || text.trim() === '') return 'the rule has no description';
      return text === 'Managed by Terraform' ? 'the description of the rule says nothing' : undefined;
    },
    path,
  );
}
