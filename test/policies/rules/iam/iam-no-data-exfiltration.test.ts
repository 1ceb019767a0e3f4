import { rule } from '../../../../policies/rules/iam/iam-no-data-exfiltration';
import { testRule } from '../support';
import { allow, policy } from './configurations';

testRule(rule, {
  pass: {
    'one bucket': policy(allow('s3:GetObject', 'arn:aws:s3:::b/*')),
    'other data': policy(allow('s3:ListAllMyBuckets')),
  },
  fail: {
    objects: policy(allow('s3:GetObject')),
    parameters: policy(allow(['ssm:GetParameter', 'ssm:GetParametersByPath'])),
    secrets: policy(allow('secretsmanager:GetSecretValue')),
  },
  evasion: {
    'by a wildcard': policy(allow('secretsmanager:Get*')),
    'in the middle': policy(allow('s3:*Object')),
  },
});
