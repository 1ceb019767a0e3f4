import type { Resource } from '../../graph/resource';
import { toBoolean } from '../../graph/value';
import { written } from '../attribute';
import { eachBlock } from '../each-block';
import { judge, type Outcome, pass } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-no-public-ip',
  severity: 'high',
  summary: 'An instance asks for no public address.',
  rationale:
    'With a public address it is reachable from the internet as far as its security group admits it, and passes by load ' +
    'balancer and web firewall.',
  remediation:
    'Set `associate_public_ip_address = false`; serve through a load balancer, go out through NAT.',
  references: ['CKV_AWS_88', 'AVD-AWS-0009'],
  types: ['aws_instance', 'aws_launch_template', 'aws_launch_configuration', 'aws_spot_instance_request'],
  check: (resource) => {
    if (resource.type !== 'aws_launch_template') return judgeFlag(resource);
    const outcomes = eachBlock(resource, 'network_interfaces', (block, path) =>
      judge(
        block['associate_public_ip_address'],
        `${path}.associate_public_ip_address`,
        (known) => (toBoolean(known) === true ? 'instances of the template get a public address' : undefined),
        `${path}.associate_public_ip_address`,
      ),
    );
    return outcomes.length > 0 ? outcomes : pass();
  },
};

function judgeFlag(resource: Resource): Outcome {
  const path = 'associate_public_ip_address';
  return judge(
    written(resource, path),
    path,
    (known) => (toBoolean(known) === true ? 'the instance gets a public address' : undefined),
    path,
  );
}
