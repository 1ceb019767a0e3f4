import { rule } from '../../../../policies/rules/iam/iam-no-star-resource';
import { testRule } from '../support';
import { allow, data, deny, policy, unknown, when } from './configurations';

testRule(rule, {
  pass: {
    'an ARN': policy(allow('dynamodb:GetItem', 'arn:aws:dynamodb:eu-west-1:123456789012:table/t')),
    'AWS knows no resource for it': policy(allow(['xray:PutTraceSegments', 's3:ListAllMyBuckets'])),
    'Lambda asks for it on all': policy(
      allow(['ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DeleteNetworkInterface']),
    ),
    'limited by a condition': policy(
      allow('dynamodb:GetItem', '*', when('StringEquals', 'aws:ResourceTag/team', 'a')),
    ),
    'denied again': policy(allow('dynamodb:GetItem'), deny('dynamodb:*')),
  },
  fail: {
    reading: policy(allow('dynamodb:GetItem')),
    'beside one that cannot be limited': policy(allow(['xray:PutTraceSegments', 'dynamodb:Query'])),
    'a wildcard that includes one': policy(allow('dynamodb:Get*')),
    'in a data source': data('actions = ["dynamodb:GetItem"]\n resources = ["*"]'),
  },
  unknown: {
    'the resource': unknown(policy(allow('dynamodb:GetItem', 'VAR'))),
    'the condition': unknown(policy(allow('dynamodb:GetItem', '*', 'Condition = "VAR"'))),
  },
  evasion: {
    'beside an ARN': policy(
      allow('dynamodb:GetItem', ['arn:aws:dynamodb:eu-west-1:123456789012:table/t', '*']),
    ),
    'an ARN of stars': policy(allow('dynamodb:GetItem', 'arn:*:*:*:*:*:*')),
    'another case': policy(allow('DynamoDB:getitem')),
  },
});
