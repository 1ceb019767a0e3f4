import { rule } from '../../../../policies/rules/iam/iam-no-full-iam';
import { testRule } from '../support';
import { allow, data, policy } from './configurations';

testRule(rule, {
  pass: {
    'one action': policy(allow('iam:GetRole', 'arn:aws:iam::123456789012:role/r')),
    'reading all of IAM': policy(allow(['iam:Get*', 'iam:List*'])),
    'everything: another rule': policy(allow('*')),
  },
  fail: {
    'iam:*': policy(allow('iam:*')),
    'among others': policy(allow(['s3:GetObject', 'iam:*'])),
    'in a data source': data('actions = ["iam:*"]\n resources = ["*"]'),
  },
  evasion: {
    'another case': policy(allow('IAM:*')),
    'a question mark in the service': policy(allow('i?m:*')),
    'two stars': policy(allow('iam:**')),
  },
});
