import { AccountLogging } from '../../../modules/api/account-logging';
import { LOCATION, synthesize } from '../data/support';

describe('AccountLogging', () => {
  test('gives API Gateway a role for logs of this account and region', () => {
    // GIVEN / WHEN
    const stack = synthesize(
      (scope) => new AccountLogging(scope, 'logging', { name: 'deposits-test-api-logs', location: LOCATION }),
    );
    const [policy] = Object.keys(stack.resources('aws_iam_role_policy'));
    // THEN
    expect(stack.only('aws_iam_role')).toMatchObject({ name: 'deposits-test-api-logs' });
    const statements = stack.statements(stack.only('aws_iam_role_policy')['policy']);
    expect(statements.flatMap(({ actions }) => actions as string[]).sort()).toEqual([
      'logs:CreateLogGroup',
      'logs:CreateLogStream',
      'logs:DescribeLogGroups',
      'logs:DescribeLogStreams',
      'logs:FilterLogEvents',
      'logs:GetLogEvents',
      'logs:PutLogEvents',
    ]);
    expect(statements.flatMap(({ resources }) => resources)).toEqual([
      'arn:aws:logs:eu-west-1:111122223333:log-group:*',
      'arn:aws:logs:eu-west-1:111122223333:log-group:*:log-stream:*',
    ]);
    expect(stack.only('aws_api_gateway_account')['depends_on']).toEqual([`aws_iam_role_policy.${policy}`]);
  });

  test('custom: with a permissions boundary', () => {
    const stack = synthesize(
      (scope) =>
        new AccountLogging(scope, 'logging', {
          name: 'logs',
          location: LOCATION,
          permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/boundary',
        }),
    );
    expect(stack.only('aws_iam_role')['permissions_boundary']).toBe(
      'arn:aws:iam::111122223333:policy/boundary',
    );
  });
});
