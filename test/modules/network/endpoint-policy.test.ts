import fc from 'fast-check';
import { type EndpointGrant, endpointPolicy } from '../../../modules/network/endpoint-policy';

const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const read = { sid: 'Read', actions: ['rds-data:ExecuteStatement'], resources: ['arn:cluster'] };
const write = {
  sid: 'Write',
  actions: ['rds-data:CommitTransaction', 'rds-data:BeginTransaction'],
  resources: ['arn:cluster'],
};

/** Everything that the statements allow, one by one: who, what, where, when. */
function allowed(statements: ReturnType<typeof endpointPolicy>): string[] {
  return statements
    .flatMap(({ actions, resources = [], conditions = [] }) => {
      const [principal, ...others] = conditions;
      return (principal?.values ?? []).flatMap((who) =>
        actions.flatMap((action) =>
          resources.map((resource) => JSON.stringify([who, action, resource, others])),
        ),
      );
    })
    .sort();
}

describe('endpointPolicy', () => {
  test('lets exactly the roles do exactly what they are granted', () => {
    expect(endpointPolicy([{ principalArns: [role('a')], statements: [read] }])).toEqual([
      {
        ...read,
        principals: [{ type: '*', identifiers: ['*'] }],
        conditions: [{ test: 'ArnEquals', variable: 'aws:PrincipalArn', values: [role('a')] }],
      },
    ]);
  });

  test('equal statements of several roles are one; different ones keep apart and get sids of their own', () => {
    const policy = endpointPolicy([
      { principalArns: [role('b')], statements: [read, write] },
      { principalArns: [role('a')], statements: [read, { ...read, resources: ['arn:other'] }] },
    ]);
    expect(policy.map(({ sid, conditions }) => [sid, conditions?.[0]?.values])).toEqual([
      ['Read', [role('a'), role('b')]],
      ['Read2', [role('a')]],
      ['Write', [role('b')]],
    ]);
  });

  test('keeps the conditions of a statement', () => {
    const condition = { test: 'StringEquals', variable: 'dynamodb:LeadingKeys', values: ['x'] };
    const [statement] = endpointPolicy([
      { principalArns: [role('a')], statements: [{ ...read, conditions: [condition] }] },
    ]);
    expect(statement?.conditions).toEqual([expect.anything(), condition]);
  });

  test('allows what the grants allow, no more and no less, in an order that does not depend on theirs', () => {
    const statement = fc.record({
      sid: fc.constantFrom('Read', 'Write'),
      actions: fc.uniqueArray(fc.constantFrom('s:Get', 's:Put', 's:List'), { minLength: 1 }),
      resources: fc.uniqueArray(fc.constantFrom('r1', 'r2'), { minLength: 1 }),
    });
    const grant = fc.record({
      principalArns: fc.uniqueArray(fc.constantFrom(role('a'), role('b'), role('c')), { minLength: 1 }),
      statements: fc.array(statement, { minLength: 1, maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(grant, { minLength: 1, maxLength: 4 }), (grants: EndpointGrant[]) => {
        const wanted = grants.flatMap(({ principalArns, statements }) =>
          principalArns.flatMap((who) =>
            statements.flatMap(({ actions, resources }) =>
              actions.flatMap((action) =>
                resources.map((resource) => JSON.stringify([who, action, resource, []])),
              ),
            ),
          ),
        );
        const policy = endpointPolicy(grants);
        expect(new Set(allowed(policy))).toEqual(new Set(wanted));
        expect(endpointPolicy([...grants].reverse())).toEqual(policy);
        const sids = policy.map(({ sid }) => sid);
        expect(new Set(sids).size).toBe(sids.length);
      }),
    );
  });
});
