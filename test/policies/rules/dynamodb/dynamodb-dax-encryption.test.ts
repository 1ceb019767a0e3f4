import { rule } from '../../../../policies/rules/dynamodb/dynamodb-dax-encryption';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_dax_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    on: of(`server_side_encryption {
    enabled = true
  }`),
  },
  fail: {
    nothing: of('cluster_name = "c"'),
    off: of(`server_side_encryption {
    enabled = false
  }`),
    'an empty block': of(`server_side_encryption {
    
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`server_side_encryption {
    enabled = var.v
  }`)}`,
  },
});
