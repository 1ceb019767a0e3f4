import { firstUnknown, isList, isUnknown } from '../../graph/value';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'iam-group-has-users',
  severity: 'low',
  summary: 'A membership names users.',
  rationale:
    'A group without members is a set of permissions that waits for somebody: nobody looks after it, and who is put ' +
    'into it later gets what was right years ago.',
  remediation: 'Name the members in `users`, or remove the group.',
  references: ['CKV2_AWS_14', 'CKV2_AWS_21'],
  types: ['aws_iam_group_membership'],
  check: (resource) => {
    const users = resource.get('users');
    if (isUnknown(users)) return unknown('the members', users, 'users');
    if (!isList(users) || users.length === 0) return fail('the membership names nobody', 'users');
    const open = firstUnknown(users);
    return users.every((user) => user === null || user === '')
      ? open
        ? unknown('the members', open, 'users')
        : fail('the membership names nobody', 'users')
      : pass();
  },
};
