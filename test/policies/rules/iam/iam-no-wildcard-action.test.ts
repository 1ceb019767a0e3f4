import { rule } from '../../../../policies/rules/iam/iam-no-wildcard-action';
import { testRule } from '../support';
import { allow, deny, policy } from './configurations';

testRule(rule, {
  pass: {
    named: policy(allow('sqs:SendMessage', 'arn:aws:sqs:eu-west-1:123456789012:q')),
    'only reading': policy(allow(['ec2:Describe*', 'cloudformation:List*'])),
    denied: policy(deny('iam:*')),
  },
  fail: {
    'a service': policy(allow('sqs:*', 'arn:aws:sqs:eu-west-1:123456789012:q')),
    'a verb': policy(allow('dynamodb:Put*', 'arn:aws:dynamodb:eu-west-1:123456789012:table/t')),
  },
  evasion: {
    'in the middle': policy(allow('s3:*Object', 'arn:aws:s3:::b/*')),
    'a part of PassRole': policy(allow('iam:Pass*', 'arn:aws:iam::123456789012:role/r')),
    'one question mark': policy(allow('iam:PassRol?', 'arn:aws:iam::123456789012:role/r')),
    'any service': policy(allow('*:PutObject', 'arn:aws:s3:::b/*')),
  },
});
