import { testPairs } from './support';

const statement = (action: string, resource: string, more = '') =>
  `{ Sid = "S", Effect = "Allow", Principal = "*", Action = "${action}", Resource = ${resource}${more} }`;

const policy = (text: string) => `jsonencode({ Version = "2012-10-17", Statement = [${text}] })`;

const organisation = ', Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1234567890" } }';

testPairs('permissions', {
  'a queue by its url, the policy in a module': {
    rule: 'exposure-sqs-public',
    insecure: {
      'main.tf': `resource "aws_sqs_queue" "q" {\n  name = "q"\n}\nmodule "p" {\n  source = "./p"\n  url    = aws_sqs_queue.q.url\n  arn    = aws_sqs_queue.q.arn\n}`,
      'p/main.tf': `variable "url" {}\nvariable "arn" {}\nresource "aws_sqs_queue_policy" "p" {\n  queue_url = var.url\n  policy    = ${policy(statement('sqs:SendMessage', 'var.arn'))}\n}`,
    },
    secure: {
      'main.tf': `resource "aws_sqs_queue" "q" {\n  name = "q"\n}\nmodule "p" {\n  source = "./p"\n  url    = aws_sqs_queue.q.url\n  arn    = aws_sqs_queue.q.arn\n}`,
      'p/main.tf': `variable "url" {}\nvariable "arn" {}\nresource "aws_sqs_queue_policy" "p" {\n  queue_url = var.url\n  policy    = ${policy(statement('sqs:SendMessage', 'var.arn', organisation))}\n}`,
    },
  },
  'a document that another one overrides by its sid': {
    rule: 'exposure-sqs-public',
    insecure: overriding('Other'),
    secure: overriding('Send'),
  },
  'a topic policy with a service and no source': {
    rule: 'exposure-confused-deputy',
    insecure: topic(
      '{ Effect = "Allow", Principal = { Service = "s3.amazonaws.com" }, Action = "sns:Publish", Resource = aws_sns_topic.t.arn }',
    ),
    secure: topic(
      '{ Effect = "Allow", Principal = { Service = "s3.amazonaws.com" }, Action = "sns:Publish", Resource = aws_sns_topic.t.arn, Condition = { ArnLike = { "aws:SourceArn" = aws_s3_bucket.b.arn } } }',
    ),
  },
  'a key policy in a local': {
    rule: 'exposure-kms-public',
    insecure: `locals {\n  statements = [${statement('kms:*', '"*"')}]\n}\nresource "aws_kms_key" "k" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = local.statements })\n}`,
    secure: `data "aws_caller_identity" "me" {}\nlocals {\n  statements = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::\${data.aws_caller_identity.me.account_id}:root" }, Action = "kms:*", Resource = "*" }]\n}\nresource "aws_kms_key" "k" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = local.statements })\n}`,
  },
  'a secret policy that follows from a list of accounts': {
    rule: 'exposure-secret-public',
    insecure: secret('["*"]'),
    secure: secret('["111111111111", "222222222222"]'),
  },
  'a permission of a function for each of a list': {
    rule: 'lambda-permission-public',
    insecure: permission('["s3.amazonaws.com", "*"]'),
    secure: permission('["s3.amazonaws.com", "sns.amazonaws.com"]'),
  },
  'the address of a function with a type in a map': {
    rule: 'lambda-url-auth',
    insecure:
      'variable "auth" {\n  default = { api = "NONE" }\n}\nresource "aws_lambda_function_url" "u" {\n  for_each           = var.auth\n  function_name      = each.key\n  authorization_type = each.value\n}',
    secure:
      'variable "auth" {\n  default = { api = "AWS_IAM" }\n}\nresource "aws_lambda_function_url" "u" {\n  for_each           = var.auth\n  function_name      = each.key\n  authorization_type = each.value\n}',
  },
  'a secret among merged variables of a function, others not known': {
    rule: 'lambda-environment-secrets',
    insecure: environment('{ DB_PASSWORD = "hunter2hunter2" }'),
    secure: environment('{ LOG_LEVEL = "info" }', 'default = {}'),
  },
  'a trust for every account by a splat of a list': {
    rule: 'iam-role-no-public-trust',
    insecure: trust('[for a in ["123456789012", "*"] : a == "*" ? "*" : "arn:aws:iam::${a}:root"]'),
    secure: trust('[for a in ["123456789012"] : "arn:aws:iam::${a}:role/deploy"]'),
  },
  'a policy that a group gets through an attachment of a list': {
    rule: 'iam-no-administrator-access',
    insecure: attachments('["ReadOnlyAccess", "AdministratorAccess"]'),
    secure: attachments('["ReadOnlyAccess"]'),
  },
  'GitHub as a provider of identities': {
    rule: 'iam-oidc-subject',
    insecure: github('repo:*'),
    secure: github('repo:acme/shop:ref:refs/heads/main'),
  },
});

function overriding(sid: string): string {
  return `resource "aws_sqs_queue" "q" {
    name   = "q"
    policy = data.aws_iam_policy_document.all.json
  }
  data "aws_iam_policy_document" "wide" {
    statement {
      sid       = "Send"
      actions   = ["sqs:SendMessage"]
      resources = ["*"]
      principals {
        type        = "AWS"
        identifiers = ["*"]
      }
    }
  }
  data "aws_iam_policy_document" "narrow" {
    statement {
      sid       = "${sid}"
      actions   = ["sqs:SendMessage"]
      resources = ["*"]
      principals {
        type        = "AWS"
        identifiers = ["arn:aws:iam::123456789012:role/sender"]
      }
    }
  }
  data "aws_iam_policy_document" "all" {
    source_policy_documents   = [data.aws_iam_policy_document.wide.json]
    override_policy_documents = [data.aws_iam_policy_document.narrow.json]
  }`;
}

function topic(text: string): string {
  return `resource "aws_s3_bucket" "b" {}
  resource "aws_sns_topic" "t" {}
  resource "aws_sns_topic_policy" "p" {
    arn    = aws_sns_topic.t.arn
    policy = ${policy(text)}
  }`;
}

function secret(accounts: string): string {
  return `variable "accounts" {
    default = ${accounts}
  }
  resource "aws_secretsmanager_secret" "s" {}
  data "aws_iam_policy_document" "p" {
    statement {
      actions   = ["secretsmanager:GetSecretValue"]
      resources = ["*"]
      principals {
        type        = "AWS"
        identifiers = [for a in var.accounts : a == "*" ? a : format("arn:aws:iam::%s:role/reader", a)]
      }
    }
  }
  resource "aws_secretsmanager_secret_policy" "p" {
    secret_arn = aws_secretsmanager_secret.s.arn
    policy     = data.aws_iam_policy_document.p.json
  }`;
}

function permission(services: string): string {
  return `resource "aws_lambda_permission" "p" {
    for_each       = toset(${services})
    function_name  = "f"
    action         = "lambda:InvokeFunction"
    principal      = each.value
    source_account = each.value == "*" ? null : "123456789012"
  }`;
}

function environment(own: string, more = ''): string {
  return `variable "more" {
    type = map(string)
    ${more}
  }
  resource "aws_lambda_function" "f" {
    function_name = "f"
    role          = "arn:aws:iam::123456789012:role/f"
    environment {
      variables = merge(${own}, var.more)
    }
  }`;
}

function trust(principals: string): string {
  return `resource "aws_iam_role" "r" {
    assume_role_policy = jsonencode({
      Version = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = ${principals} } }]
    })
  }`;
}

function attachments(names: string): string {
  return `resource "aws_iam_role" "r" {
    name               = "r"
    assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
  }
  data "aws_iam_policy" "p" {
    for_each = toset(${names})
    name     = each.key
  }
  resource "aws_iam_role_policy_attachment" "a" {
    for_each   = toset(${names})
    role       = aws_iam_role.r.name
    policy_arn = data.aws_iam_policy.p[each.key].arn
  }`;
}

function github(subject: string): string {
  return `resource "aws_iam_openid_connect_provider" "github" {
    url            = "https://token.actions.githubusercontent.com"
    client_id_list = ["sts.amazonaws.com"]
  }
  data "aws_iam_policy_document" "trust" {
    statement {
      actions = ["sts:AssumeRoleWithWebIdentity"]
      principals {
        type        = "Federated"
        identifiers = [aws_iam_openid_connect_provider.github.arn]
      }
      condition {
        test     = "StringLike"
        variable = "\${replace(aws_iam_openid_connect_provider.github.url, "https://", "")}:sub"
        values   = ["${subject}"]
      }
    }
  }
  resource "aws_iam_role" "r" {
    assume_role_policy = data.aws_iam_policy_document.trust.json
  }`;
}
