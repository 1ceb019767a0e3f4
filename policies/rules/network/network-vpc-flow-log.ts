import { flowLogs } from '../../model/network/flow-logs';
import { ownId } from '../../model/network/ids';
import { subnets } from '../../model/network/subnets';
import type { RuleContext } from '../context';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-vpc-flow-log',
  severity: 'medium',
  summary: 'A VPC records its traffic in a flow log.',
  rationale:
    'After an incident nothing else tells who spoke to whom; before one, it shows which rules are never used.',
  remediation: 'Add an `aws_flow_log` with the `vpc_id`, to CloudWatch Logs or S3.',
  references: ['CKV2_AWS_11', 'AVD-AWS-0178', 'AwsSolutions-VPC7'],
  types: ['aws_vpc', 'aws_default_vpc'],
  check: (resource, context) => {
    const logs = context.derive(flowLogs);
    const id = ownId(context.graph, resource);
    const own = logs.byTarget.get(id) ?? [];
    if (own.some((log) => !log.resource.multiplicity) || allSubnetsLog(id, context)) return pass();
    const [maybe] = own;
    if (maybe?.resource.multiplicity)
      return unknown(`whether there is ${maybe.resource.address}`, maybe.resource.multiplicity);
    const [open] = logs.ofAny;
    return open
      ? unknown('the flow log of the VPC', `nobody can tell what ${open.resource.address} watches`)
      : fail('no flow log records the traffic of the VPC');
  },
};

function allSubnetsLog(vpc: string, context: RuleContext): boolean {
  const { byTarget } = context.derive(flowLogs);
  const own = [...context.derive(subnets).values()].filter((subnet) => subnet.vpc === vpc);
  return own.length > 0 && own.every(({ id }) => byTarget.has(id));
}
