import { rule } from '../../../../policies/rules/rds/rds-proxy-password-scheme';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_db_proxy" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the default': of(`auth {
    auth_scheme = "SECRETS"
    iam_auth = "REQUIRED"
  }`),
    'a strong one': of(`auth {
    auth_scheme = "SECRETS"
    client_password_auth_type = "POSTGRES_SCRAM_SHA_256"
  }`),
  },
  fail: {
    MD5: of(`auth {
    auth_scheme = "SECRETS"
    client_password_auth_type = "POSTGRES_MD5"
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`auth {
    auth_scheme = "SECRETS"
    client_password_auth_type = var.v
  }`)}`,
  },
  evasion: {
    'the second of two': of(`auth {
    auth_scheme = "SECRETS"
    iam_auth = "REQUIRED"
  }
  auth {
    auth_scheme = "SECRETS"
    client_password_auth_type = "MYSQL_NATIVE_PASSWORD"
  }`),
  },
});
