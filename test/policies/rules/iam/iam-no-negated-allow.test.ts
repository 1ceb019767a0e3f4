import { rule } from '../../../../policies/rules/iam/iam-no-negated-allow';
import { testRule } from '../support';
import { policy } from './configurations';

testRule(rule, {
  pass: {
    'in a denial': policy('{ Effect = "Deny", NotAction = "iam:*", Resource = "*" }'),
    plain: policy('{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }'),
  },
  fail: {
    actions: policy('{ Effect = "Allow", NotAction = ["iam:*", "organizations:*"], Resource = "*" }'),
    resources: policy('{ Effect = "Allow", Action = "s3:GetObject", NotResource = "arn:aws:s3:::secret/*" }'),
  },
  evasion: {
    'on one resource': policy(
      '{ Effect = "Allow", NotAction = "s3:GetObject", Resource = "arn:aws:s3:::b" }',
    ),
  },
});
