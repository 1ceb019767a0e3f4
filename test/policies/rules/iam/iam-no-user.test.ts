import { rule } from '../../../../policies/rules/iam/iam-no-user';
import { outcomesOf } from '../support';
import { role } from './configurations';

test('every user is accused', async () => {
  expect([...(await outcomesOf(rule, 'resource "aws_iam_user" "u" {\n name = "u"\n}'))]).toEqual([
    'fail aws_iam_user.u: access is given to an IAM user',
  ]);
});

test('a role is none', async () => {
  expect((await outcomesOf(rule, role())).count).toBe(0);
});
