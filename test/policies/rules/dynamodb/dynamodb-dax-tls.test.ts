import { rule } from '../../../../policies/rules/dynamodb/dynamodb-dax-tls';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_dax_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    TLS: of('cluster_endpoint_encryption_type = "TLS"'),
  },
  fail: {
    nothing: of('cluster_name = "c"'),
    none: of('cluster_endpoint_encryption_type = "NONE"'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`cluster_endpoint_encryption_type = var.v`)}`,
  },
});
