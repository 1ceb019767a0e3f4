import { rule } from '../../../../policies/rules/iam/iam-no-star-action';
import { testRule } from '../support';
import { allow, data, policy, unknown } from './configurations';

testRule(rule, {
  pass: {
    named: policy(allow('s3:GetObject', 'arn:aws:s3:::b/*')),
    'the rule about administrators speaks of it': policy(allow('*')),
  },
  fail: {
    'on one resource': policy(allow('*', 'arn:aws:s3:::b')),
    'in a data source': data('actions = ["*"]\n resources = ["arn:aws:s3:::b"]'),
  },
  evasion: {
    'spelled with a service': policy(allow('*:*', 'arn:aws:s3:::b')),
    'under a condition': policy(
      allow('*', '*', 'Condition = { StringEquals = { "aws:PrincipalTag/team" = "a" } }'),
    ),
  },
  silent: {
    'not known: another rule says so': unknown('resource "aws_iam_policy" "p" {\n policy = "VAR"\n}'),
  },
});
