import { isIdentity, principalOf } from '../../../policies/iam/principal';
import { PreparedRequest } from '../../../policies/iam/request';

const account = '111122223333';
const request = (principal: string, more: object = {}) =>
  new PreparedRequest({ principal, action: 's3:GetObject', resource: 'arn:aws:s3:::a/b', ...more });

describe('a principal', () => {
  it.each([
    [`arn:aws:iam::${account}:root`, 'root'],
    [`arn:aws:iam::${account}:user/team/ana`, 'user'],
    [`arn:aws:iam::${account}:role/app`, 'role'],
    [`arn:aws:sts::${account}:assumed-role/app/one`, 'role-session'],
    [`arn:aws:sts::${account}:federated-user/fay`, 'federated-user'],
    [`arn:aws:iam::${account}:oidc-provider/token.example.com`, 'federated'],
    ['events.amazonaws.com', 'service'],
    ['*', 'anonymous'],
  ])('%s is read as %s', (text, kind) => {
    expect(principalOf(text)).toMatchObject({ kind });
  });

  it.each(['arn:aws:s3:::a', 'ana', `arn:aws:sts::${account}:assumed-role/app`, ''])(
    '%p is unknown',
    (text) => {
      const principal = principalOf(text);
      expect(principal).toMatchObject({ unknown: expect.stringContaining(text) });
      expect(isIdentity(principal)).toBe(false);
    },
  );
});

describe('the context of a request', () => {
  it.each([
    [`arn:aws:iam::${account}:user/team/ana`, 'aws:username', 'ana'],
    [`arn:aws:iam::${account}:user/team/ana`, 'aws:principaltype', 'User'],
    [`arn:aws:iam::${account}:root`, 'aws:principaltype', 'Account'],
    [`arn:aws:sts::${account}:assumed-role/app/one`, 'aws:principalarn', `arn:aws:iam::${account}:role/app`],
    [`arn:aws:sts::${account}:assumed-role/app/one`, 'aws:username', undefined],
    [`arn:aws:sts::${account}:assumed-role/app/one`, 'aws:principaltype', 'AssumedRole'],
    [`arn:aws:sts::${account}:assumed-role/app/one`, 'aws:principalaccount', account],
    [`arn:aws:sts::${account}:federated-user/fay`, 'aws:principaltype', 'FederatedUser'],
    ['events.amazonaws.com', 'aws:principalisawsservice', 'true'],
    ['events.amazonaws.com', 'aws:principalservicename', 'events.amazonaws.com'],
    ['events.amazonaws.com', 'aws:principalarn', undefined],
    ['*', 'aws:principaltype', 'Anonymous'],
    ['*', 'aws:principalaccount', undefined],
  ])('of %s has %s', (principal, key, value) => {
    expect(request(principal).value(key)).toBe(value);
  });

  it('prefers what is given, in any case, and takes an empty list for an absent key', () => {
    const given = request('*', { context: { 'AWS:PrincipalType': 'x', 'aws:TagKeys': [] } });
    expect(given.value('aws:principaltype')).toBe('x');
    expect(given.value('aws:tagkeys')).toBeUndefined();
  });

  it('does not know other keys when they are said to be unknown', () => {
    expect(request('*', { otherKeys: 'unknown' }).value('aws:sourcevpce')).toHaveProperty('unknown');
    expect(request('*').value('aws:sourcevpce')).toBeUndefined();
  });

  it('does not know what an unknown principal would say', () => {
    expect(request('nobody').value('aws:principalarn')).toHaveProperty('unknown');
    expect(request('nobody').value('aws:sourcevpce')).toBeUndefined();
  });

  it("takes the resource's account from its ARN", () => {
    const queue = { resource: `arn:aws:sqs:eu-west-1:${account}:jobs` };
    expect(request('*', queue).value('aws:resourceaccount')).toBe(account);
    expect(request('*').value('aws:resourceaccount')).toBeUndefined();
    expect(request(`arn:aws:iam::${account}:root`, { resource: '*' }).resourceAccountId).toBe(account);
  });
});
