import { rule } from '../../../../policies/rules/iam/iam-no-unlimited-permissions';
import { testRule } from '../support';
import { allow, policy } from './configurations';

testRule(rule, {
  pass: {
    'an ARN': policy(allow('sqs:AddPermission', 'arn:aws:sqs:eu-west-1:123456789012:q')),
    writing: policy(allow('sqs:SendMessage')),
  },
  fail: {
    'of queues': policy(allow('sqs:AddPermission')),
    'of buckets': policy(allow(['s3:PutBucketPolicy', 's3:PutObjectAcl'])),
  },
  evasion: { 'by a wildcard': policy(allow('s3:Put*Policy')) },
});
