import { rule } from '../../../../policies/rules/iam/iam-no-credentials-exposure';
import { testRule } from '../support';
import { allow, policy } from './configurations';

testRule(rule, {
  pass: {
    'one user': policy(allow('iam:CreateAccessKey', 'arn:aws:iam::123456789012:user/u')),
    'a token that opens nothing by itself': policy(allow('ecr:GetAuthorizationToken')),
  },
  fail: {
    keys: policy(allow('iam:CreateAccessKey')),
    'any role': policy(allow('sts:AssumeRole')),
    'AWS knows no resource for it': policy(allow('cognito-identity:GetOpenIdToken')),
  },
  evasion: { 'by a wildcard': policy(allow('iam:Create*')), 'by two': policy(allow('*:CreateAccess*')) },
});
