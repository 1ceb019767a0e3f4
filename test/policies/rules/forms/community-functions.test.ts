import { testPairs } from './support';

testPairs('functions of the community', {
  'dynamic vpc_config on lists that are null by default': {
    rule: 'lambda-in-vpc',
    insecure: lambda('module "f" {\n  source = "./f"\n}'),
    secure: lambda(`resource "aws_subnet" "s" {
      count      = 2
      vpc_id     = "vpc-12345678"
      cidr_block = "10.0.\${count.index}.0/24"
    }
    resource "aws_security_group" "g" {
      vpc_id = "vpc-12345678"
    }
    module "f" {
      source                 = "./f"
      vpc_subnet_ids         = aws_subnet.s[*].id
      vpc_security_group_ids = [aws_security_group.g.id]
    }`),
  },
  'tracing by a mode that is null by default': {
    rule: 'lambda-tracing',
    insecure: lambda('module "f" {\n  source = "./f"\n}'),
    secure: lambda('module "f" {\n  source = "./f"\n  tracing_mode = "Active"\n}'),
  },
  'a policy put together of optional documents': {
    rule: 'iam-no-star-action',
    insecure: lambda(
      'module "f" {\n  source = "./f"\n  policy_statements = { all = { effect = "Allow", actions = ["*"], resources = ["arn:aws:s3:::x/*"] } }\n}',
    ),
    secure: lambda(
      'module "f" {\n  source = "./f"\n  policy_statements = { all = { effect = "Allow", actions = ["s3:GetObject"], resources = ["arn:aws:s3:::x/*"] } }\n}',
    ),
  },
});

function lambda(main: string): Record<string, string> {
  return {
    'main.tf': main,
    'f/main.tf': `
      variable "vpc_subnet_ids" {
        type    = list(string)
        default = null
      }
      variable "vpc_security_group_ids" {
        type    = list(string)
        default = null
      }
      variable "tracing_mode" {
        type    = string
        default = null
      }
      variable "policy_statements" {
        type    = any
        default = {}
      }
      resource "aws_iam_role" "r" {
        count              = 1
        assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
      }
      resource "aws_lambda_function" "this" {
        count         = 1
        function_name = "f"
        role          = one(aws_iam_role.r).arn
        runtime       = "nodejs22.x"
        handler       = "index.handler"
        filename      = "f.zip"
        dynamic "vpc_config" {
          for_each = var.vpc_subnet_ids != null && var.vpc_security_group_ids != null ? [true] : []
          content {
            security_group_ids = var.vpc_security_group_ids
            subnet_ids         = var.vpc_subnet_ids
          }
        }
        dynamic "tracing_config" {
          for_each = var.tracing_mode == null ? [] : [true]
          content {
            mode = var.tracing_mode
          }
        }
      }
      data "aws_iam_policy_document" "inline" {
        count = length(var.policy_statements) > 0 ? 1 : 0
        dynamic "statement" {
          for_each = var.policy_statements
          content {
            sid           = try(statement.value.sid, replace(statement.key, "/[^0-9A-Za-z]*/", ""))
            effect        = try(statement.value.effect, null)
            actions       = try(statement.value.actions, null)
            not_actions   = try(statement.value.not_actions, null)
            resources     = try(statement.value.resources, null)
            not_resources = try(statement.value.not_resources, null)
            dynamic "principals" {
              for_each = try(statement.value.principals, [])
              content {
                type        = principals.value.type
                identifiers = principals.value.identifiers
              }
            }
            dynamic "condition" {
              for_each = try(statement.value.condition, [])
              content {
                test     = condition.value.test
                variable = condition.value.variable
                values   = condition.value.values
              }
            }
          }
        }
      }
      resource "aws_iam_policy" "inline" {
        count  = length(var.policy_statements) > 0 ? 1 : 0
        name   = "inline"
        policy = data.aws_iam_policy_document.inline[0].json
      }`,
  };
}
