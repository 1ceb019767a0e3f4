import { companionsOf } from '../companions';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'iam-user-no-console',
  severity: 'medium',
  summary: 'An IAM user has no password for the console.',
  rationale:
    'People sign in through IAM Identity Center, with the factor and the leaving that their employer sees to. A ' +
    'password of an IAM user works from anywhere, and the first one lies in the state of Terraform.',
  remediation:
    'Remove the `aws_iam_user_login_profile`, and give the person access through IAM Identity Center.',
  references: ['CKV2_AWS_22'],
  types: ['aws_iam_user'],
  check: (resource, context) => {
    const { sure, possible } = companionsOf(context, resource, 'aws_iam_user_login_profile', 'user', [
      'name',
      'id',
      'arn',
    ]);
    const [profile] = sure;
    if (profile) return fail(`${profile.address} gives the user a password`, { resource: profile });
    const [perhaps] = possible;
    return perhaps ? unknown('a password', `${perhaps.address} may be of this user or of another`) : pass();
  },
};
