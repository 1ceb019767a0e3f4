import { rule } from '../../../../policies/rules/iam/iam-role-no-account-trust';
import { testRule } from '../support';
import { role, trusts, when } from './configurations';

testRule(rule, {
  pass: {
    'a role': role(trusts('AWS = "arn:aws:iam::123456789012:role/a"')),
    'a third party with an external id': role(
      trusts('AWS = "arn:aws:iam::123456789012:root"', when('StringEquals', 'sts:ExternalId', 'x')),
    ),
    'certain roles of the account': role(
      trusts(
        'AWS = "123456789012"',
        when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::123456789012:role/deploy-*'),
      ),
    ),
    'its own account': `data "aws_caller_identity" "me" {}\n${role(trusts('AWS = "arn:aws:iam::${data.aws_caller_identity.me.account_id}:root"'))}`,
  },
  fail: {
    'by its root': role(trusts('AWS = "arn:aws:iam::123456789012:root"')),
    'by its number': role(trusts('AWS = "123456789012"')),
    'among others': role(
      trusts('AWS = ["arn:aws:iam::123456789012:role/a", "arn:aws:iam::210987654321:root"]'),
    ),
  },
  evasion: {
    'any external id': role(trusts('AWS = "123456789012"', when('StringLike', 'sts:ExternalId', '*'))),
    'in another partition': role(trusts('AWS = "arn:aws-cn:iam::123456789012:root"')),
    'not that external id': role(
      trusts('AWS = "123456789012"', when('StringNotEquals', 'sts:ExternalId', 'x')),
    ),
  },
});
