import { Policy } from '../../../../../policies/iam/policy';
import { constrains } from '../../../../../policies/rules/iam/support/constraints';

const constrained = (operator: string, key: string, value: unknown) => {
  const source = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: { [operator]: { [key]: value } } }],
  };
  const [statement] = Policy.of('p', 'identity', source).document.statements;
  return statement ? constrains(statement.conditions) : undefined;
};

test.each([
  ['StringEquals', 'aws:PrincipalOrgID', 'o-1'],
  ['StringLike', 'aws:PrincipalArn', 'arn:aws:iam::123456789012:role/a*'],
  ['StringEqualsIfExists', 'aws:PrincipalAccount', '123456789012'],
  ['ForAnyValue:StringEquals', 'aws:TagKeys', 'team'],
  ['ForAllValues:StringEquals', 'dynamodb:LeadingKeys', 'a'],
  ['Bool', 'aws:MultiFactorAuthPresent', 'true'],
  ['IpAddress', 'aws:SourceIp', ['10.0.0.0/8', '192.168.0.0/16']],
  ['StringEquals', 'aws:ResourceTag/team', { unknown: 'a variable' }],
])('%s %s %j leaves something out', (operator, key, value) => {
  expect(constrained(operator, key, value)).toBe(true);
});

test.each([
  ['StringLike', 'aws:PrincipalArn', '*'],
  ['StringLike', 'aws:PrincipalArn', ['arn:aws:iam::123456789012:role/a', '**']],
  ['StringNotEquals', 'aws:PrincipalAccount', '123456789012'],
  ['ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::123456789012:role/a'],
  ['StringEqualsIfExists', 'aws:SourceVpc', 'vpc-1'],
  ['BoolIfExists', 'aws:MultiFactorAuthPresent', 'true'],
  ['ForAllValues:StringEquals', 'aws:TagKeys', 'team'],
  ['Null', 'aws:SourceVpc', 'true'],
  ['Null', 'aws:SourceVpc', 'false'],
  ['Bool', 'aws:SecureTransport', 'true'],
  ['StringEquals', 'aws:UserAgent', 'secret'],
  ['ArnLike', 'aws:SourceArn', 'arn:aws:*:*:*:*'],
  ['IpAddress', 'aws:SourceIp', '::/0'],
])('%s %s %j leaves nothing out', (operator, key, value) => {
  expect(constrained(operator, key, value)).toBe(false);
});
