import { rule } from '../../../../policies/rules/iam/iam-role-no-public-trust';
import { testRule } from '../support';
import { data, role, trusts, unknown, when } from './configurations';

testRule(rule, {
  pass: {
    'a service': role(),
    'a role': role(trusts('AWS = "arn:aws:iam::123456789012:role/a"')),
    'the organisation': role(trusts('AWS = "*"', when('StringEquals', 'aws:PrincipalOrgID', 'o-1'))),
  },
  fail: {
    everyone: role(trusts('AWS = "*"')),
    'among others': role(trusts('AWS = ["arn:aws:iam::123456789012:role/a", "*"]')),
    'without a type': role('{ Effect = "Allow", Action = "sts:AssumeRole", Principal = "*" }'),
    'in a data source': `${data('actions = ["sts:AssumeRole"]\n principals {\n type = "*"\n identifiers = ["*"]\n }')}
      resource "aws_iam_role" "r" {\n assume_role_policy = data.aws_iam_policy_document.d.json\n}`,
  },
  unknown: {
    'the principal': unknown(role(trusts('AWS = "VAR"'))),
    'the policy': unknown('resource "aws_iam_role" "r" {\n assume_role_policy = "VAR"\n}'),
  },
  evasion: {
    'all but some': role(
      '{ Effect = "Allow", Action = "sts:AssumeRole", NotPrincipal = { AWS = "arn:aws:iam::123456789012:root" } }',
    ),
    'an external id is no secret': role(trusts('AWS = "*"', when('StringEquals', 'sts:ExternalId', 'x'))),
    'an organisation that may be absent': role(
      trusts('AWS = "*"', when('ForAllValues:StringEquals', 'aws:SourceVpc', 'vpc-1')),
    ),
    'any organisation': role(trusts('AWS = "*"', when('StringLike', 'aws:PrincipalOrgID', '*'))),
    'all organisations but one': role(
      trusts('AWS = "*"', when('StringNotEquals', 'aws:PrincipalOrgID', 'o-1')),
    ),
  },
  silent: {
    denied: role(trusts('AWS = "*"').replace('"Allow"', '"Deny"')),
  },
});
