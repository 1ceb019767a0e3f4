import { testPairs } from './support';

const role = (statement: string, more = '') => `${more}
  resource "aws_iam_role" "r" {
    name               = "r"
    assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
  }
  resource "aws_iam_role_policy" "p" {
    role   = aws_iam_role.r.id
    policy = ${statement}
  }`;

const bucket = (body: string, more = '') => `${more}
  resource "aws_s3_bucket" "b" {
    bucket = "example"
    ${body}
  }`;

testPairs('expressions', {
  'merge of maps, the later one wins': {
    rule: 'sqs-encryption-off',
    insecure:
      'locals {\n  base = { on = true }\n  cfg = merge(local.base, { on = false })\n}\nresource "aws_sqs_queue" "q" {\n  sqs_managed_sse_enabled = local.cfg.on\n}',
    secure:
      'locals {\n  base = { on = false }\n  cfg = merge(local.base, { on = true })\n}\nresource "aws_sqs_queue" "q" {\n  sqs_managed_sse_enabled = local.cfg.on\n}',
  },
  'lookup by the workspace-like name with a default': {
    rule: 'rds-backup-retention',
    insecure:
      'variable "env" {\n  default = "dev"\n}\nresource "aws_rds_cluster" "c" {\n  engine = "aurora-postgresql"\n  backup_retention_period = lookup({ prod = 35 }, var.env, 1)\n}',
    secure:
      'variable "env" {\n  default = "prod"\n}\nresource "aws_rds_cluster" "c" {\n  engine = "aurora-postgresql"\n  backup_retention_period = lookup({ prod = 35 }, var.env, 1)\n}',
  },
  'coalesce over what is not set': {
    rule: 'logs-retention-year',
    insecure:
      'variable "days" {\n  type = number\n  default = null\n}\nresource "aws_cloudwatch_log_group" "l" {\n  name = "l"\n  retention_in_days = coalesce(var.days, 7)\n}',
    secure:
      'variable "days" {\n  type = number\n  default = null\n}\nresource "aws_cloudwatch_log_group" "l" {\n  name = "l"\n  retention_in_days = coalesce(var.days, 400)\n}',
  },
  'placeholders that are replaced in a text of which pieces are not known': {
    rule: 'iam-no-data-exfiltration',
    insecure: role(
      'replace("{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Action\\":[\\"s3:GetObject\\"],\\"Resource\\":[\\"${aws_s3_bucket.b.arn}/*\\",\\"_OTHER_\\"]}]}", "_OTHER_", "*")',
      'resource "aws_s3_bucket" "b" {}',
    ),
    secure: role(
      'replace("{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Action\\":[\\"s3:GetObject\\"],\\"Resource\\":[\\"${aws_s3_bucket.b.arn}/*\\",\\"_OTHER_\\"]}]}", "_OTHER_", aws_s3_bucket.b.arn)',
      'resource "aws_s3_bucket" "b" {}',
    ),
  },
  'a heredoc policy with interpolations and an indent': {
    rule: 'iam-no-admin',
    insecure: role(
      `<<-EOT
      {
        "Version": "2012-10-17",
        "Statement": [
          { "Effect": "\${local.effect}", "Action": "*", "Resource": "*" }
        ]
      }
    EOT
    `,
      'locals {\n  effect = "Allow"\n}',
    ),
    secure: role(
      `<<-EOT
      {
        "Version": "2012-10-17",
        "Statement": [
          { "Effect": "\${local.effect}", "Action": "*", "Resource": "*" }
        ]
      }
    EOT
    `,
      'locals {\n  effect = "Deny"\n}',
    ),
  },
  'a heredoc with directives': {
    rule: 'iam-no-admin',
    insecure: role(
      `<<EOT
{ "Version": "2012-10-17", "Statement": [
%{ for i, action in local.actions ~}
  %{ if i > 0 },%{ endif }{ "Effect": "Allow", "Action": "\${action}", "Resource": "*" }
%{ endfor ~}
] }
EOT
    `,
      'locals {\n  actions = ["s3:ListAllMyBuckets", "*"]\n}',
    ),
    secure: role(
      `<<EOT
{ "Version": "2012-10-17", "Statement": [
%{ for i, action in local.actions ~}
  %{ if i > 0 },%{ endif }{ "Effect": "Allow", "Action": "\${action}", "Resource": "*" }
%{ endfor ~}
] }
EOT
    `,
      'locals {\n  actions = ["s3:ListAllMyBuckets", "sts:GetCallerIdentity"]\n}',
    ),
  },
  'jsonencode with a conditional and concat': {
    rule: 'iam-no-star-action',
    insecure: role(
      'jsonencode({ Version = "2012-10-17", Statement = concat([{ Effect = "Allow", Action = ["logs:PutLogEvents"], Resource = "arn:aws:logs:*:*:log-group:x:*" }], var.debug ? [{ Effect = "Allow", Action = ["*"], Resource = "arn:aws:s3:::x" }] : []) })',
      'variable "debug" {\n  default = true\n}',
    ),
    secure: role(
      'jsonencode({ Version = "2012-10-17", Statement = concat([{ Effect = "Allow", Action = ["logs:PutLogEvents"], Resource = "arn:aws:logs:*:*:log-group:x:*" }], var.debug ? [{ Effect = "Allow", Action = ["*"], Resource = "arn:aws:s3:::x" }] : []) })',
      'variable "debug" {\n  default = false\n}',
    ),
  },
  'a policy of another file': {
    rule: 'iam-no-admin',
    insecure: {
      'main.tf': role('file("${path.module}/policy.json")'),
      'policy.json': '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*:*","Resource":"*"}}',
    },
    secure: {
      'main.tf': role('file("${path.module}/policy.json")'),
      'policy.json':
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::x/*"}}',
    },
  },
  'a template of another file': {
    rule: 'iam-no-data-exfiltration',
    insecure: {
      'main.tf': role('templatefile("${path.module}/policy.json.tftpl", { resource = "*" })'),
      'policy.json.tftpl':
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject"],"Resource":"${resource}"}]}',
    },
    secure: {
      'main.tf': role('templatefile("${path.module}/policy.json.tftpl", { resource = "arn:aws:s3:::x/*" })'),
      'policy.json.tftpl':
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject"],"Resource":"${resource}"}]}',
    },
  },
  'the data source template_file of old': {
    rule: 'iam-no-data-exfiltration',
    insecure: role(
      'data.template_file.p.rendered',
      `data "template_file" "p" {
      template = "{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Action\\":[\\"s3:GetObject\\"],\\"Resource\\":\\"$\${resource}\\"}]}"
      vars = {
        resource = "*"
      }
    }`,
    ),
    secure: role(
      'data.template_file.p.rendered',
      `data "template_file" "p" {
      template = "{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Action\\":[\\"s3:GetObject\\"],\\"Resource\\":\\"$\${resource}\\"}]}"
      vars = {
        resource = "arn:aws:s3:::x/*"
      }
    }`,
    ),
  },
  'values as strings': {
    rule: 'rds-public-access',
    insecure: 'resource "aws_db_instance" "d" {\n  engine = "mysql"\n  publicly_accessible = "true"\n}',
    secure: 'resource "aws_db_instance" "d" {\n  engine = "mysql"\n  publicly_accessible = "false"\n}',
  },
  'the old syntax of expressions': {
    rule: 'rds-encryption',
    insecure:
      'variable "enc" {\n  default = "0"\n}\nresource "aws_db_instance" "d" {\n  engine = "${"mysql"}"\n  storage_encrypted = "${var.enc == "1" ? true : false}"\n}',
    secure:
      'variable "enc" {\n  default = "1"\n}\nresource "aws_db_instance" "d" {\n  engine = "${"mysql"}"\n  storage_encrypted = "${var.enc == "1" ? true : false}"\n}',
  },
  'the blocks of provider 3 inside the bucket': {
    rule: 's3-versioning',
    insecure: bucket(
      'acl = "private"\n    versioning {\n      enabled = false\n    }\n    lifecycle_rule {\n      enabled = true\n    }',
    ),
    secure: bucket(
      'acl = "private"\n    versioning {\n      enabled = true\n    }\n    lifecycle_rule {\n      enabled = true\n    }',
    ),
  },
  'encryption of provider 3 inside the bucket': {
    rule: 's3-customer-key',
    insecure: bucket(
      'server_side_encryption_configuration {\n      rule {\n        apply_server_side_encryption_by_default {\n          sse_algorithm = "AES256"\n        }\n      }\n    }',
    ),
    secure: bucket(
      'server_side_encryption_configuration {\n      rule {\n        apply_server_side_encryption_by_default {\n          sse_algorithm = "aws:kms"\n          kms_master_key_id = aws_kms_key.k.arn\n        }\n      }\n    }',
      'resource "aws_kms_key" "k" {}',
    ),
  },
  'a list of the names of other resources by for': {
    rule: 'iam-no-unlimited-write',
    insecure: role(
      'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = length(local.queues) > 0 ? "*" : local.queues }] })',
      'resource "aws_sqs_queue" "q" {\n  for_each = toset(["a", "b"])\n  name = each.key\n}\nlocals {\n  queues = [for q in aws_sqs_queue.q : q.arn]\n}',
    ),
    secure: role(
      'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = local.queues }] })',
      'resource "aws_sqs_queue" "q" {\n  for_each = toset(["a", "b"])\n  name = each.key\n}\nlocals {\n  queues = [for q in aws_sqs_queue.q : q.arn]\n}',
    ),
  },
  'values of a map of resources': {
    rule: 'sns-encryption',
    insecure:
      'resource "aws_kms_key" "k" {\n  for_each = toset([])\n}\nresource "aws_sns_topic" "t" {\n  kms_master_key_id = try(values(aws_kms_key.k)[0].arn, null)\n}',
    secure:
      'resource "aws_kms_key" "k" {\n  for_each = toset(["a"])\n}\nresource "aws_sns_topic" "t" {\n  kms_master_key_id = try(values(aws_kms_key.k)[0].arn, null)\n}',
  },
  'element of a splat of old': {
    rule: 'sns-encryption',
    insecure:
      'resource "aws_kms_key" "k" {\n  count = 0\n}\nresource "aws_sns_topic" "t" {\n  kms_master_key_id = "${element(concat(aws_kms_key.k.*.arn, [""]), 0)}"\n}',
    secure:
      'resource "aws_kms_key" "k" {\n  count = 1\n}\nresource "aws_sns_topic" "t" {\n  kms_master_key_id = "${element(concat(aws_kms_key.k.*.arn, [""]), 0)}"\n}',
  },
  'a number of subnets that follows from the zones': {
    rule: 'network-no-public-ip-on-launch',
    insecure: subnets(true),
    secure: subnets(false),
  },
});

function subnets(open: boolean): string {
  return `
  data "aws_availability_zones" "available" {
    state = "available"
  }
  locals {
    azs = slice(data.aws_availability_zones.available.names, 0, 3)
  }
  resource "aws_subnet" "s" {
    count                   = length(local.azs)
    vpc_id                  = "vpc-12345678"
    availability_zone       = element(local.azs, count.index)
    cidr_block              = cidrsubnet("10.0.0.0/16", 8, count.index)
    map_public_ip_on_launch = ${open}
  }`;
}
