import type { Rule } from '../../../../policies/rules/rule';
import { type Cases, testRule } from '../support';

export interface PublicCases {
  /** The configuration that has the policy: an expression of Terraform's language. */
  readonly holder: (policy: string) => string;
  /** @default `*` */
  readonly action?: string;
  /** What else there is. */
  readonly pass?: Cases;
  readonly fail?: Cases;
  readonly unknown?: Cases;
  readonly silent?: Cases;
}

/** A policy of one statement, as `jsonencode` of Terraform's language. */
export function policyOf(...statements: readonly string[]): string {
  return `jsonencode({ Version = "2012-10-17", Statement = [${statements.map((one) => `{ ${one} }`).join(', ')}] })`;
}

/** Tests what every rule about a public policy has in common: principals, conditions, denies. */
export function testPublic(rule: Rule, { holder, action = '*', ...more }: PublicCases): void {
  const rights = `Action = ${JSON.stringify(action)}, Resource = "*"`;
  const allow = (who: string, condition = '') =>
    holder(
      policyOf(`Effect = "Allow", Principal = ${who}, ${rights}${condition && `, Condition = ${condition}`}`),
    );
  const everyone = (condition: string) => allow('"*"', condition);
  const denied = (condition: string) =>
    holder(
      policyOf(
        `Effect = "Allow", Principal = "*", ${rights}`,
        `Effect = "Deny", Principal = "*", Action = "*", Resource = "*"${condition}`,
      ),
    );
  testRule(rule, {
    pass: {
      'an account': allow('{ AWS = "arn:aws:iam::123456789012:root" }'),
      'a service': allow('{ Service = "events.amazonaws.com" }'),
      'a role that is made here': `resource "aws_iam_role" "r" {\n assume_role_policy = "{}"\n}
        ${allow('{ AWS = aws_iam_role.r.arn }')}`,
      'an organisation': everyone('{ StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }'),
      'an organisation, the key in another spelling': everyone(
        '{ StringEquals = { "AWS:principalorgid" = "o-a1b2c3d4e5" } }',
      ),
      'paths of an organisation': everyone(
        '{ "ForAnyValue:StringLike" = { "aws:PrincipalOrgPaths" = "o-a1b2c3d4e5/r-ab12/*" } }',
      ),
      'an endpoint': everyone('{ StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d" } }'),
      'a source': everyone('{ ArnLike = { "aws:SourceArn" = "arn:aws:events:*:123456789012:rule/*" } }'),
      'a range of addresses': everyone(
        '{ IpAddress = { "aws:SourceIp" = ["198.51.100.0/24", "10.0.0.0/8"] } }',
      ),
      'one condition of two that limits': everyone(
        '{ Bool = { "aws:SecureTransport" = "true" }, StringEquals = { "aws:SourceAccount" = "123456789012" } }',
      ),
      'a Deny for everyone': holder(policyOf(`Effect = "Deny", Principal = "*", ${rights}`)),
      'a Deny that leaves an organisation': denied(
        ', Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }',
      ),
      'a Deny that leaves nobody': denied(''),
      'the account of the caller, not known yet': `data "aws_caller_identity" "me" {}
        ${everyone('{ StringEquals = { "aws:PrincipalAccount" = data.aws_caller_identity.me.account_id } }')}`,
      ...more.pass,
    },
    fail: {
      'a star': allow('"*"'),
      'AWS with a star': allow('{ AWS = "*" }'),
      'a star among others': allow('{ AWS = ["arn:aws:iam::123456789012:root", "*"] }'),
      ...more.fail,
    },
    evasion: {
      'every account, spelt in an ARN': allow('{ AWS = "arn:aws:iam::*:root" }'),
      'all but one': holder(
        policyOf(`Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::123456789012:root" }, ${rights}`),
      ),
      'half of the addresses': everyone('{ IpAddress = { "aws:SourceIp" = ["0.0.0.0/1", "128.0.0.0/1"] } }'),
      'all but one address': everyone('{ NotIpAddress = { "aws:SourceIp" = "203.0.113.7/32" } }'),
      'a pattern for everything': everyone('{ StringLike = { "aws:PrincipalOrgID" = "*" } }'),
      'every organisation': everyone('{ StringLike = { "aws:PrincipalOrgID" = "o-*" } }'),
      'every principal': everyone('{ ArnLike = { "aws:PrincipalArn" = "arn:aws:iam::*:role/*" } }'),
      'one value of two is everything': everyone(
        '{ StringLike = { "aws:SourceVpce" = ["vpce-0a1b2c3d4e5f", "*"] } }',
      ),
      'only if the key is there': everyone(
        '{ StringEqualsIfExists = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }',
      ),
      'all values of an absent key': everyone(
        '{ "ForAllValues:StringEquals" = { "aws:PrincipalOrgPaths" = "o-a1b2c3d4e5/" } }',
      ),
      'everyone else': everyone('{ StringNotEquals = { "aws:PrincipalAccount" = "123456789012" } }'),
      'over TLS': everyone('{ Bool = { "aws:SecureTransport" = "true" } }'),
      'what the caller says of itself': everyone(
        '{ StringLike = { "aws:Referer" = "https://example.com/*" } }',
      ),
      'any VPC': everyone('{ Null = { "aws:SourceVpc" = "false" } }'),
      'a Deny that leaves the world': denied(', Condition = { Bool = { "aws:SecureTransport" = "false" } }'),
      'a Deny of which one condition leaves the world': denied(
        ', Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" }, Bool = { "aws:SecureTransport" = "false" } }',
      ),
      'commas that AWS would refuse': holder(
        `<<EOF\n{ "Statement": [ { "Effect": "Allow", "Principal": "*", "Action": ["${action}",], "Resource": "*", }, ] }\nEOF\n`,
      ),
      'a data source': `data "aws_iam_policy_document" "d" {
        statement {
          actions   = ["${action}"]
          resources = ["*"]
          principals {
            type        = "AWS"
            identifiers = ["*"]
          }
        }
      }
      ${holder('data.aws_iam_policy_document.d.json')}`,
    },
    unknown: {
      'a policy that is not known': `variable "p" {}\n${holder('var.p')}`,
      'a principal that is not known': `variable "p" {}\n${allow('{ AWS = var.p }')}`,
      'a condition that is not known': `variable "o" {}
        ${everyone('{ StringLike = { "aws:PrincipalOrgID" = var.o } }')}`,
      ...more.unknown,
    },
    ...(more.silent ? { silent: more.silent } : {}),
  });
}
