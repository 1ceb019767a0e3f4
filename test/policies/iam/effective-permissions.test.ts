import { effectivePermissions, permissionsFor } from '../../../policies/iam/effective-permissions';
import { Policy } from '../../../policies/iam/policy';

const policy = (...statements: object[]) =>
  Policy.of('p', 'identity', { Version: '2012-10-17', Statement: statements });
const allow = (Action: unknown, Resource: unknown = '*', more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const deny = (Action: unknown, Resource: unknown = '*', more: object = {}) => ({
  Effect: 'Deny',
  Action,
  Resource,
  ...more,
});
const short = (identity: Policy, boundary?: Policy) =>
  effectivePermissions({ identity: [identity], ...(boundary ? { boundary } : {}) }).map(
    ({ action, resource, uncertain, exceptions }) =>
      `${action} on ${resource}${uncertain ? ' (uncertain)' : ''}${exceptions.map((item) => ` but ${item.action} on ${item.resource}${item.conditions.length > 0 ? ' if' : ''}`).join('')}`,
  );

describe('effective permissions', () => {
  it('are every action pattern on every resource pattern that is allowed', () => {
    expect(short(policy(allow(['s3:Get*', 'sqs:*'], ['arn:aws:s3:::a/*', '*'])))).toEqual([
      's3:Get* on arn:aws:s3:::a/*',
      's3:Get* on *',
      'sqs:* on arn:aws:s3:::a/*',
      'sqs:* on *',
    ]);
  });

  it('lose what a denial covers without a condition', () => {
    expect(short(policy(allow(['iam:PassRole', 's3:*']), deny('iam:*')))).toEqual(['s3:* on *']);
  });

  it('keep beside them a denial of a part, and one under conditions', () => {
    const mfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } };
    expect(
      short(
        policy(allow('iam:*'), deny('iam:PassRole', 'arn:aws:iam::*:role/admin'), deny('iam:*', '*', mfa)),
      ),
    ).toEqual(['iam:* on * but iam:PassRole on arn:aws:iam::*:role/admin but iam:* on * if']);
  });

  it('are cut down to the boundary: the narrower of two patterns, uncertain where they only overlap', () => {
    const boundary = policy(allow(['s3:GetObject', 'sqs:*Message'], '*'));
    expect(short(policy(allow(['s3:*', 'sqs:Send*', 'iam:*'])), boundary)).toEqual([
      's3:GetObject on *',
      'sqs:Send* on * (uncertain)',
    ]);
  });

  it('carry the conditions of the Allow and of the boundary', () => {
    const when = (key: string) => ({ Condition: { StringEquals: { [key]: 'x' } } });
    const [permission] = effectivePermissions({
      identity: [policy(allow('s3:*', '*', when('aws:a')))],
      boundary: policy(allow('*', '*', when('aws:b'))),
    });
    expect(permission?.conditions.map(({ key }) => key)).toEqual(['aws:a', 'aws:b']);
  });

  it('are everything but the list for NotAction and NotResource', () => {
    expect(short(policy({ Effect: 'Allow', NotAction: 'iam:*', NotResource: 'arn:aws:s3:::a' }))).toEqual([
      '* on * but iam:* on * but * on arn:aws:s3:::a',
    ]);
  });

  it('allow all that an unknown part may allow, and deny nothing by an unknown part', () => {
    const hidden = { unknown: 'known after apply' };
    expect(short(policy(allow('s3:*', hidden), deny('s3:*', hidden)))).toEqual(['s3:* on * (uncertain)']);
  });

  it('do not let a wildcard of a denial cross a segment', () => {
    const granted = allow('sqs:*', 'arn:aws:sqs:eu-west-1:111122223333:a:b:111122223333:jobs');
    expect(short(policy(granted, deny('*', 'arn:aws:sqs:*:111122223333:jobs')))).toHaveLength(1);
  });

  it('are found for an action and a resource, unless an exception takes just that away', () => {
    const all = effectivePermissions({
      identity: [policy(allow('iam:*'), deny('iam:PassRole', 'arn:aws:iam::*:role/admin'))],
    });
    expect(permissionsFor(all, 'iam:passrole')).toHaveLength(1);
    expect(permissionsFor(all, 'iam:PassRole', 'arn:aws:iam::111122223333:role/admin')).toEqual([]);
    expect(permissionsFor(all, 'iam:PassRole', 'arn:aws:iam::111122223333:role/app')).toHaveLength(1);
    expect(permissionsFor(all, 'ec2:RunInstances')).toEqual([]);
  });
});
