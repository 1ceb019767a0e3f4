import { rule } from '../../../../policies/rules/rds/rds-ca-certificate';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_db_instance" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'not written': of('engine = "mysql"'),
    'a present one': of('ca_cert_identifier = "rds-ca-ecc384-g1"'),
  },
  fail: {
    'of 2019': of('ca_cert_identifier = "rds-ca-2019"'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`ca_cert_identifier = var.v`)}`,
  },
});
