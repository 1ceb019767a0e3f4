import fc from 'fast-check';
import { type PolicyKind, parseDocument } from '../../../policies/iam/document';
import { evaluate } from '../../../policies/iam/evaluate';
import { Policy } from '../../../policies/iam/policy';

const good = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const identity = (statement: unknown) =>
  parseDocument({ Version: '2012-10-17', Statement: statement }, 'identity').problems.map(
    ({ statement: index, member, message }) => `${index ?? '-'} ${member}: ${message}`,
  );

describe('a policy document', () => {
  it('is read from text, from a value, with one statement or a list', () => {
    const one = { Version: '2012-10-17', Id: 'x', Statement: { Sid: 'A', ...good } };
    for (const source of [one, { ...one, Statement: [one.Statement] }, JSON.stringify(one)]) {
      expect(parseDocument(source, 'identity')).toEqual({
        kind: 'identity',
        version: '2012-10-17',
        id: 'x',
        statements: [
          {
            index: 0,
            sid: 'A',
            effect: 'Allow',
            action: { negated: false, patterns: ['s3:GetObject'] },
            resource: { negated: false, patterns: ['*'] },
            conditions: [],
          },
        ],
        problems: [],
      });
    }
  });

  it('takes the old language without a version', () => {
    expect(parseDocument({ Statement: good }, 'identity').version).toBe('2008-10-17');
  });

  it.each<[string, unknown, string]>([
    [
      'an effect in lower case',
      { ...good, Effect: 'allow' },
      '0 Effect: is Allow or Deny, in this spelling, not "allow"',
    ],
    ['no action', { Effect: 'Allow', Resource: '*' }, '0 Action: Action or NotAction is missing'],
    ['both actions', { ...good, NotAction: 'x:y' }, '0 NotAction: cannot stand beside Action'],
    ['no resource', { Effect: 'Allow', Action: '*' }, '0 Resource: Resource or NotResource is missing'],
    [
      'a malformed action',
      [good, { ...good, Action: ['*', 's3'] }],
      '1 Action[1]: "s3" is neither * nor service:Action',
    ],
    ['a number as action', { ...good, Action: 7 }, '0 Action: is a string, not 7'],
    [
      'a resource that is no ARN',
      { ...good, Resource: 'reports' },
      '0 Resource: "reports" is neither * nor an ARN',
    ],
    [
      'a principal in an identity policy',
      { ...good, Principal: '*' },
      '0 Principal: a policy of kind identity names no principal',
    ],
    [
      'an unknown member',
      { ...good, Condtion: {} },
      '0 Condtion: is no member of a policy; there are Sid, Effect',
    ],
    [
      'no such operator',
      { ...good, Condition: { StringIs: {} } },
      '0 Condition.StringIs: is no condition operator',
    ],
    ['a text as condition', { ...good, Condition: 'x' }, '0 Condition: is an object of operators'],
    [
      'a value that is an object',
      { ...good, Condition: { Bool: { a: [{}] } } },
      '0 Condition.Bool.a[0]: is a string',
    ],
    ['an empty list', { ...good, NotAction: [], Action: undefined }, '0 NotAction: an empty list'],
    ['a statement that is a text', ['x'], '0 Statement: a statement is a JSON object'],
    [
      'the same Sid twice',
      [
        { Sid: 'A', ...good },
        { Sid: 'A', ...good },
      ],
      '1 Sid: "A" is also another statement\'s',
    ],
  ])('names %s and its place', (_, statement, problem) => {
    expect(identity(statement).join('\n')).toContain(problem);
  });

  it.each<[string, unknown, PolicyKind, string]>([
    ['text that is no JSON', '{', 'identity', 'not JSON'],
    ['a list', [], 'identity', 'a policy is a JSON object'],
    ['no statement', {}, 'identity', 'is missing'],
    ['another version', { Version: '2020-01-01', Statement: [] }, 'identity', 'is 2012-10-17 or 2008-10-17'],
    ['no principal', { Statement: good }, 'resource', 'needs a principal'],
    [
      'two principals',
      { Statement: { ...good, Principal: '*', NotPrincipal: '*' } },
      'resource',
      'cannot stand beside',
    ],
    [
      'part of a principal',
      { Statement: { ...good, Principal: { AWS: 'arn:aws:iam::1:role/*' } } },
      'key',
      'wildcard',
    ],
    [
      'another type of principal',
      { Statement: { ...good, Principal: { Aws: '1' } } },
      'resource',
      'CanonicalUser',
    ],
    ['a list as principal', { Statement: { ...good, Principal: ['*'] } }, 'resource', 'is * or an object'],
  ])('names %s', (_, source, kind, problem) => {
    const { problems } = parseDocument(source, kind);
    expect(problems.map(({ message }) => message).join('\n')).toContain(problem);
  });

  it('needs no resource in a trust policy', () => {
    const trust = {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: 'lambda.amazonaws.com' },
    };
    expect(parseDocument({ Statement: trust }, 'trust').problems).toEqual([]);
  });

  it('never lets a raw Terraform token match', () => {
    const policy = Policy.of('p', 'identity', {
      Version: '2012-10-17',
      Statement: { ...good, Resource: '${aws_s3_bucket.a.arn}' },
    });
    const request = {
      principal: 'arn:aws:iam::111122223333:user/a',
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::x/y',
    };
    expect(evaluate({ ...request, resourceAccountId: '111122223333' }, { identity: [policy] }).verdict).toBe(
      'unknown',
    );
  });

  it('is read, compiled and asked without an error, whatever it is', () => {
    const leaf = fc.oneof(
      fc.string(),
      fc.constantFrom('*', 'Allow', 's3:*', '${aws:username}', 'arn:aws:s3:::${', '::', '1/2'),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    );
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(name, tie('any'), { maxKeys: 5 }),
      ),
    })).any;
    const kinds: PolicyKind[] = ['identity', 'resource', 'trust', 'key', 'endpoint', 'rcp'];
    fc.assert(
      fc.property(
        fc.oneof(value, fc.record({ Statement: fc.dictionary(name, value, { maxKeys: 6 }) })),
        fc.constantFrom(...kinds),
        (source, kind) => {
          const policy = Policy.of('p', kind, source);
          const request = {
            principal: 'arn:aws:sts::111122223333:assumed-role/a/b',
            action: 's3:GetObject',
            resource: 'arn:aws:s3:::a/b',
          };
          expect(evaluate(request, { resource: policy, identity: [policy] }).verdict).toBeDefined();
        },
      ),
      { numRuns: 500 },
    );
  });
});

const name = fc.oneof(
  fc.constantFrom(
    'Effect',
    'Action',
    'NotAction',
    'Resource',
    'NotResource',
    'Principal',
    'NotPrincipal',
    'Condition',
    'Statement',
    'Version',
    'AWS',
    'Service',
    'IpAddress',
    'ForAllValues:ArnLike',
    'DateLessThan',
    'aws:SourceIp',
    'unknown',
    '__proto__',
    'constructor',
  ),
  fc.string(),
);
