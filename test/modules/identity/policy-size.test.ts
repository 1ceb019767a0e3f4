import { policyCharacters, REFERENCE_CHARACTERS } from '../../../modules/identity/policy-size';

describe('policyCharacters', () => {
  test('counts the policy as IAM stores it, without white space', () => {
    // GIVEN
    const statement = {
      sid: 'A',
      actions: ['s3:GetObject'],
      resources: ['arn:a'],
      conditions: [{ test: 'StringEquals', variable: 'aws:PrincipalTag/x', values: ['y'] }],
    };

    // WHEN
    const characters = policyCharacters([statement]);

    // THEN
    const policy =
      '{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":["s3:GetObject"],' +
      '"Resource":["arn:a"],"Condition":[{"StringEquals":{"aws:PrincipalTag/x":["y"]}}]}]}';
    expect(characters).toBe(policy.length);
  });

  test('counts a reference as a long ARN', () => {
    // GIVEN
    const withResource = (resource: string) => [
      { sid: 'A', actions: ['s3:GetObject'], resources: [resource] },
    ];

    // WHEN
    const difference =
      policyCharacters(withResource('${aws_s3_bucket.a.arn}')) - policyCharacters(withResource(''));

    // THEN
    expect(difference).toBe(REFERENCE_CHARACTERS);
  });
});
