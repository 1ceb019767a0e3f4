import { rule } from '../../../../policies/rules/iam/iam-condition-has-effect';
import { testRule } from '../support';
import { allow, deny, policy, when } from './configurations';

testRule(rule, {
  pass: {
    none: policy(allow('s3:GetObject')),
    'a value': policy(
      allow('s3:GetObject', '*', when('StringLike', 'aws:PrincipalArn', 'arn:aws:iam::1:role/a*')),
    ),
    'in a denial it is the denial of all': policy(
      deny('s3:*', '*', when('StringLike', 'aws:PrincipalArn', '*')),
    ),
    'private addresses': policy(allow('s3:GetObject', '*', when('IpAddress', 'aws:SourceIp', '10.0.0.0/8'))),
  },
  fail: {
    'any text': policy(allow('s3:GetObject', '*', when('StringLike', 'aws:PrincipalArn', '*'))),
    'any address': policy(allow('s3:GetObject', '*', when('IpAddress', 'aws:SourceIp', '0.0.0.0/0'))),
    'any ARN': policy(allow('s3:GetObject', '*', when('ArnLike', 'aws:SourceArn', 'arn:aws:*'))),
  },
  evasion: {
    'halves of all addresses': policy(
      allow('s3:GetObject', '*', when('IpAddress', 'aws:SourceIp', ['0.0.0.0/1', '128.0.0.0/1'])),
    ),
    'among others': policy(allow('s3:GetObject', '*', when('StringLike', 'aws:PrincipalArn', ['a', '**']))),
  },
});
