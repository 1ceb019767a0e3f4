import { rule } from '../../../../policies/rules/iam/iam-no-unlimited-write';
import { testRule } from '../support';
import { allow, data, policy, when } from './configurations';

testRule(rule, {
  pass: {
    'an ARN': policy(allow('dynamodb:PutItem', 'arn:aws:dynamodb:eu-west-1:123456789012:table/t')),
    'AWS knows no resource for it': policy(allow('xray:PutTraceSegments')),
    reading: policy(allow('dynamodb:GetItem')),
    'a tag': policy(allow('ec2:StopInstances', '*', when('StringEquals', 'aws:ResourceTag/team', 'a'))),
  },
  fail: {
    writing: policy(allow('dynamodb:PutItem')),
    'in a data source': data('actions = ["sqs:DeleteQueue"]\n resources = ["*"]'),
  },
  evasion: {
    'all but one resource': policy(
      '{ Effect = "Allow", Action = "sqs:DeleteQueue", NotResource = "arn:aws:sqs:eu-west-1:123456789012:q" }',
    ),
    'a condition that may be absent': policy(
      allow('sqs:DeleteQueue', '*', when('ArnLikeIfExists', 'aws:SourceArn', 'arn:aws:sns:*:*:t')),
    ),
  },
});
