import { rule } from '../../../../policies/rules/rds/rds-proxy-iam';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_db_proxy" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    required: of(`auth {
    auth_scheme = "SECRETS"
    iam_auth = "REQUIRED"
  }`),
  },
  fail: {
    nothing: of(`auth {
    auth_scheme = "SECRETS"
    secret_arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:s"
  }`),
    off: of(`auth {
    auth_scheme = "SECRETS"
    iam_auth = "DISABLED"
  }`),
    'one of two': of(`auth {
    auth_scheme = "SECRETS"
    iam_auth = "REQUIRED"
  }
  auth {
    auth_scheme = "SECRETS"
    iam_auth = "DISABLED"
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`auth {
    auth_scheme = "SECRETS"
    iam_auth = var.v
  }`)}`,
  },
});
