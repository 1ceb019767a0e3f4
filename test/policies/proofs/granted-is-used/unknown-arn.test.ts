import { call, codeOf, prove, shown, statement, system } from './support';

// The ARN of a cluster's master secret is known after the apply only: it is told from others by what the statement names.

const CLUSTER = 'arn:aws:rds:eu-central-1:123456789012:cluster:db';
const MASTER = 'aws_rds_cluster.db.master_user_secret[0].secret_arn';

const reading = (secret: string) =>
  system({
    statements:
      statement('Execute', ['rds-data:ExecuteStatement'], `"${CLUSTER}"`) +
      statement('Read', ['secretsmanager:GetSecretValue'], secret),
    lambda: `environment {
      variables = {
        CLUSTER_ARN = aws_rds_cluster.db.arn
        SECRET_ARN  = ${MASTER}
      }
    }`,
    others: `
      variable "secret" {}
      resource "aws_rds_cluster" "db" {
        cluster_identifier          = "db"
        engine                      = "aurora-postgresql"
        manage_master_user_password = true
      }
      resource "aws_secretsmanager_secret" "other" { name = "other" }`,
  });

const execute = call('rds-data', 'ExecuteStatement', {
  resourceArn: '$CLUSTER_ARN',
  secretArn: '$SECRET_ARN',
});

const missing = async (secret: string) =>
  shown(await prove(reading(secret), codeOf(execute)))
    .filter((line) => line.includes('proof-used-is-granted'))
    .map((line) => line.split(' ')[0]);

test.each<readonly [string, string, readonly string[]]>([
  ['the same attribute', MASTER, []],
  ['another secret', 'aws_secretsmanager_secret.other.arn', ['fail']],
  ['a variable', 'var.secret', ['unknown']],
  ['another secret and a variable', 'aws_secretsmanager_secret.other.arn, var.secret', ['unknown']],
])('a statement on %s', async (_, secret, expected) => expect(await missing(secret)).toEqual(expected));
