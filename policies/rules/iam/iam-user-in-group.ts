import { identities } from '../../model/identity/identities';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'iam-user-in-group',
  severity: 'low',
  summary: 'A user is a member of a group.',
  rationale:
    'What a user may do is to follow from the groups: what is given to single users is forgotten one by one when ' +
    'people change their work.',
  remediation: 'Add an `aws_iam_user_group_membership` for the user.',
  references: ['CKV2_AWS_21'],
  types: ['aws_iam_user'],
  check: (resource, context): Outcome | readonly Outcome[] => {
    const user = context.derive(identities).of(resource);
    if (!user) return [];
    if (user.groups.length > 0) return pass();
    const [gap] = user.gaps;
    return gap === undefined ? fail('the user is in no group') : unknown('the groups of the user', gap);
  },
};
