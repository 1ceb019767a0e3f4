import { firstUnknown, isList, isUnknown } from '../../graph/value';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'lambda-in-vpc',
  severity: 'low',
  summary: 'A function runs in a VPC.',
  rationale:
    'Outside of a VPC a function reaches the whole internet, and no security group, endpoint policy or flow log sees it.',
  remediation: 'Set `vpc_config` with subnets and security groups.',
  references: ['CKV_AWS_117'],
  types: ['aws_lambda_function'],
  check: (resource) => {
    const [block] = resource.blocks('vpc_config');
    if (isUnknown(block)) return unknown('vpc_config', block, 'vpc_config');
    if (!block) return fail('the function does not run in a VPC', 'vpc_config');
    const subnets = block['subnet_ids'];
    if (isUnknown(subnets)) {
      // One list of another resource or module is taken for one that is not empty; a variable may be.
      return subnets.reference && subnets.reference.kind !== 'variable'
        ? pass()
        : unknown('subnet_ids', subnets, 'vpc_config[0].subnet_ids');
    }
    if (isList(subnets) && (subnets.length > 0 || firstUnknown(subnets))) return pass();
    return fail('vpc_config names no subnets', 'vpc_config[0].subnet_ids');
  },
};
