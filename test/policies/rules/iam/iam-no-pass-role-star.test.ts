import { rule } from '../../../../policies/rules/iam/iam-no-pass-role-star';
import { testRule } from '../support';
import { allow, policy, unknown, when } from './configurations';

testRule(rule, {
  pass: {
    'a role': policy(allow('iam:PassRole', 'arn:aws:iam::123456789012:role/task')),
    'one service': policy(
      allow('iam:PassRole', '*', when('StringEquals', 'iam:PassedToService', 'ecs-tasks.amazonaws.com')),
    ),
    'not passing': policy(allow('iam:GetRole')),
  },
  fail: {
    'every role': policy(allow('iam:PassRole')),
    'every role, as an ARN': policy(allow('iam:PassRole', 'arn:aws:iam::123456789012:role/*')),
  },
  unknown: { 'the role': unknown(policy(allow('iam:PassRole', 'VAR'))) },
  evasion: {
    'by a wildcard': policy(allow('iam:Pass*')),
    'another case': policy(allow('IAM:passrole')),
    'to any service': policy(allow('iam:PassRole', '*', when('StringLike', 'iam:PassedToService', '*'))),
  },
});
