import * as fc from 'fast-check';
import type { Condition, Statement } from '../../../modules/core/capability';
import { Problems } from '../../../modules/core/errors';
import { checkStatements, mergeStatements } from '../../../modules/identity/statements';

const condition: fc.Arbitrary<Condition> = fc.record({
  test: fc.constantFrom('StringEquals', 'ArnLike'),
  variable: fc.constantFrom('aws:SourceAccount', 'kms:ViaService'),
  values: fc.array(fc.constantFrom('v1', 'v2', 'v3'), { minLength: 1, maxLength: 3 }),
});

const statement: fc.Arbitrary<Statement> = fc.record(
  {
    sid: fc.constantFrom('Read', 'Read2', 'Write'),
    actions: fc.array(fc.constantFrom('s3:GetObject', 's3:PutObject', 'sqs:SendMessage'), {
      minLength: 1,
      maxLength: 3,
    }),
    resources: fc.array(fc.constantFrom('arn:a', 'arn:b', 'arn:c'), { minLength: 1, maxLength: 3 }),
    conditions: fc.uniqueArray(condition, { maxLength: 2, selector: (c) => `${c.test} ${c.variable}` }),
  },
  { requiredKeys: ['sid', 'actions', 'resources'] },
);

/** What the statements allow, apart from their form: each action on each resource under its conditions. */
function allowed(statements: readonly Statement[]): ReadonlySet<string> {
  const triples = statements.flatMap(({ actions, resources, conditions = [] }) => {
    const under = conditions
      .map(({ test, variable, values }) => `${test} ${variable} ${[...new Set(values)].sort().join()}`)
      .sort()
      .join(' and ');
    return actions.flatMap((action) => resources.map((resource) => `${action} on ${resource} if ${under}`));
  });
  return new Set(triples);
}

describe('mergeStatements', () => {
  test('never changes what is allowed', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 8 }), (statements) => {
        expect(allowed(mergeStatements(statements))).toEqual(allowed(statements));
      }),
    );
  });

  test('does not depend on the order of the grants', () => {
    const shuffled = fc
      .array(statement, { maxLength: 8 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(shuffled, ([statements, inOtherOrder]) => {
        expect(mergeStatements(inOtherOrder)).toEqual(mergeStatements(statements));
      }),
    );
  });

  test('gives every statement an id of its own', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 8 }), (statements) => {
        const sids = mergeStatements(statements).map(({ sid }) => sid);
        expect(new Set(sids).size).toBe(sids.length);
      }),
    );
  });

  test('joins the resources of statements that agree, and numbers those that do not', () => {
    // GIVEN
    const read = { sid: 'Read', actions: ['s3:GetObject'] };

    // WHEN
    const merged = mergeStatements([
      { ...read, resources: ['arn:b'] },
      { ...read, resources: ['arn:a', 'arn:b'] },
      { sid: 'Read', actions: ['s3:ListBucket'], resources: ['arn:c'] },
    ]);

    // THEN
    expect(merged).toEqual([
      { sid: 'Read', actions: ['s3:GetObject'], resources: ['arn:a', 'arn:b'] },
      { sid: 'Read2', actions: ['s3:ListBucket'], resources: ['arn:c'] },
    ]);
  });

  test('compares by the canonical form, and keeps the value', () => {
    // GIVEN two references to one attribute
    const canonical = (value: string) => value.replace(/\d+$/, '');

    // WHEN
    const merged = mergeStatements(
      [
        { sid: 'Read', actions: ['s3:GetObject'], resources: ['token1'] },
        { sid: 'Read', actions: ['s3:GetObject'], resources: ['token2'] },
      ],
      canonical,
    );

    // THEN
    expect(merged).toEqual([{ sid: 'Read', actions: ['s3:GetObject'], resources: ['token1'] }]);
  });
});

describe('checkStatements', () => {
  const good: Statement = { sid: 'Read', actions: ['s3:GetObject'], resources: ['arn:a'] };

  function codes(statement: Statement): readonly string[] {
    const problems = new Problems();
    checkStatements(problems, 'statements', [statement]);
    return problems.all.map(({ code }) => code);
  }

  test('finds nothing wrong with a good one', () => {
    expect(codes(good)).toEqual([]);
  });

  test.each([
    ['an id with a dash', { ...good, sid: 'read-secret' }, 'statement-sid'],
    ['an empty id', { ...good, sid: '' }, 'statement-sid'],
    ['no action', { ...good, actions: [] }, 'statement-actions'],
    ['a wildcard for an action', { ...good, actions: ['s3:*'] }, 'statement-action'],
    ['a wildcard within an action', { ...good, actions: ['s3:Get*'] }, 'statement-action'],
    ['an action without a service', { ...good, actions: ['GetObject'] }, 'statement-action'],
    ['no resource', { ...good, resources: [] }, 'statement-resources'],
    ['an empty resource', { ...good, resources: [''] }, 'statement-resources'],
  ])('refuses %s', (_what, statement, code) => {
    expect(codes(statement)).toEqual([code]);
  });

  test('reports all of them at once', () => {
    expect(codes({ sid: '-', actions: [], resources: [] })).toEqual([
      'statement-sid',
      'statement-actions',
      'statement-resources',
    ]);
  });
});
