import { Policy } from '../../../../policies/iam/policy';
import {
  MANAGED_POLICIES,
  managedArnOf,
  managedPolicyName,
} from '../../../../policies/model/identity/managed-policies';
import { actionsMatching } from '../../../../policies/rules/iam/support/actions';

const policies = Object.entries(MANAGED_POLICIES);

test('each is a policy as AWS takes it', () => {
  const problems = policies.map(([name, { statements }]) => [
    name,
    Policy.of(name, 'identity', { Version: '2012-10-17', Statement: statements }).problems,
  ]);
  expect(problems.filter(([, found]) => found?.length !== 0)).toEqual([]);
});

test('each action is one of AWS, or a pattern of some', () => {
  const unheard = policies.flatMap(([name, { statements }]) =>
    statements
      .flatMap(({ Action = [], NotAction = [] }) => [...Action, ...NotAction])
      .filter((pattern) => actionsMatching(pattern).length === 0)
      .map((pattern) => `${name} ${pattern}`),
  );
  expect(unheard).toEqual([]);
});

test('a policy is found by its ARN and by its name alone', () => {
  expect(managedPolicyName('arn:aws-cn:iam::aws:policy/service-role/AWSLambdaRole')).toBe(
    'service-role/AWSLambdaRole',
  );
  expect(managedPolicyName('arn:aws:iam::123456789012:policy/AdministratorAccess')).toBeUndefined();
  expect(managedArnOf('AWSLambdaRole', 'aws')).toBe('arn:aws:iam::aws:policy/service-role/AWSLambdaRole');
  expect(managedArnOf('constructor', 'aws')).toBeUndefined();
});
