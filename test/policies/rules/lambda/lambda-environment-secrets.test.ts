import { rule } from '../../../../policies/rules/lambda/lambda-environment-secrets';
import { testRule } from '../support';
import { lambda } from './lambda-function';

const environment = (variables: string) => lambda(`environment {\n variables = { ${variables} }\n}`);
// Put together here, so that nothing in this file looks like a key.
const keyId = `AKIA${'IOSFODNN7EXAMPLE'}`;
const secretKey = ['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYEXAMPLEKEY'].join('/');

testRule(rule, {
  pass: {
    plain: environment('LOG_LEVEL = "info", TABLE = "deposits"'),
    'where a secret lies': environment(
      'DB_SECRET_ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf", DB_PASSWORD = "arn:aws:ssm:eu-central-1:123456789012:parameter/db", API_TOKEN = "/prod/api/token"',
    ),
    'the name of a secret': environment('SECRET_NAME = "prod/database", TOKEN_TTL = "3600"'),
    'a secret from elsewhere': `variable "password" {}\n${environment('DB_PASSWORD = var.password')}`,
    'a checksum': environment('COMMIT = "0123456789abcdef0123456789abcdef01234567"'),
    'an endpoint': environment('AUTH_URL = "https://auth.example.com/oauth2/token"'),
    'a switch': environment('REQUIRE_TOKEN = "true"'),
  },
  fail: {
    'an access key': environment(`KEY = "${keyId}"`),
    'a secret key': environment(`VALUE = "${secretKey}"`),
    'a password': environment('DB_PASSWORD = "hunter2hunter2"'),
    'a token': environment('apiToken = "s3cr3t-t0ken"'),
    'a private key': environment(`PEM = "-----BEGIN ${'RSA'} PRIVATE KEY-----"`),
    'a password in a URL': environment('DATABASE = "postgres://app:hunter2@db.internal/app"'),
  },
  evasion: {
    'merged with ones that are not known': `variable "v" {}\n${lambda('environment {\n variables = merge({ DB_PASSWORD = "hunter2hunter2" }, var.v)\n}')}`,
    'a default of a variable': `variable "p" {\n default = "hunter2hunter2"\n}\n${environment('DB_PASSWORD = var.p')}`,
    'in either branch': `variable "prod" {}\n${environment(`DB_PASSWORD = var.prod ? "hunter2hunter2" : "correct-horse"`)}`,
    'merged in': lambda(
      'environment {\n variables = merge({ A = "b" }, { CLIENT_SECRET = "correct-horse" })\n}',
    ),
  },
  unknown: {
    'harmless ones merged with others': `variable "v" {}\n${lambda('environment {\n variables = merge({ A = "b" }, var.v)\n}')}`,
    'a map that is not known': `variable "v" {}\n${lambda('environment {\n variables = var.v\n}')}`,
  },
  silent: { 'no variables': lambda() },
});
