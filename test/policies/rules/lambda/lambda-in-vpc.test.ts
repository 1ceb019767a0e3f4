import { rule } from '../../../../policies/rules/lambda/lambda-in-vpc';
import { testRule } from '../support';
import { lambda } from './lambda-function';

const vpc = (subnets: string) =>
  lambda(`vpc_config {\n subnet_ids = ${subnets}\n security_group_ids = ["sg-1"]\n}`);

testRule(rule, {
  pass: {
    literal: vpc('["subnet-1"]'),
    'a subnet that is made here': `resource "aws_subnet" "s" {\n vpc_id = "v"\n}\n${vpc('[aws_subnet.s.id]')}`,
  },
  fail: { 'no block': lambda() },
  evasion: { 'no subnets': vpc('[]') },
  unknown: { 'a variable': `variable "s" {}\n${vpc('var.s')}` },
});
