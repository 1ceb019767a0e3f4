import { fail, pass } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-no-default-vpc',
  severity: 'high',
  summary: 'Nothing is built in the default VPC of the account.',
  rationale:
    'The default VPC has public subnets only, gives every instance a public address, and is shared by' +
    ' whoever does not think of a network.',
  remediation: 'Declare an `aws_vpc` with the subnets that are needed; remove the default VPC.',
  references: ['CKV_AWS_148', 'AVD-AWS-0101'],
  types: ['aws_vpc', 'aws_default_vpc', 'aws_default_subnet'],
  check: ({ type }) =>
    type === 'aws_vpc' ? pass() : fail(`${type} takes the default network of the account into use`),
};
