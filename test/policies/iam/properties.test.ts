import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { effectivePermissions, permissionsFor } from '../../../policies/iam/effective-permissions';
import { evaluate } from '../../../policies/iam/evaluate';
import { covers, globOf, literalOf, matchesGlob, overlaps } from '../../../policies/iam/glob';
import { Policy } from '../../../policies/iam/policy';
import { type Case, decide } from './case';

interface Recorded extends Case {
  readonly seed: number;
  readonly oracle: string;
  readonly verdict: string;
  readonly because?: readonly string[];
}

const sample = readFileSync(join(__dirname, '../../oracles/iam-simulate/sample.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded);

const cases = fc.constantFrom(...sample);
const actions = fc.constantFrom(
  '*',
  's3:*',
  's3:Get*',
  'sqs:SendMessage',
  'kms:*',
  'lambda:?nvokeFunction',
  'dynamodb:GetItem',
);
const resources = fc.constantFrom(
  '*',
  'arn:aws:s3:::reports/*',
  'arn:aws:sqs:*:*:jobs*',
  'arn:aws:kms:*:111111111111:key/*',
);
const condition = fc.constantFrom(
  undefined,
  { Bool: { 'aws:SecureTransport': 'true' } },
  { StringNotEquals: { 'aws:PrincipalTag/team': 'red' } },
);
const statement = fc.record({
  Effect: fc.constant('Allow'),
  Action: actions,
  Resource: resources,
  Condition: condition,
});

describe('cases that the simulator judged (test/oracles/iam-simulate)', () => {
  it.each(sample.map((item) => [item.seed, item] as const))('seed %d', (_, item) => {
    const { verdict } = decide({ ...item, endpointType: 'interface' });
    expect(verdict).toBe(item.verdict);
    if (item.because === undefined) {
      expect(verdict).toBe(item.oracle);
    }
  });

  it('are a sample with verdicts of each kind', () => {
    const kinds = new Set(sample.map(({ oracle }) => oracle));
    expect([...kinds].sort()).toEqual(['allowed', 'explicitly denied', 'implicitly denied']);
  });
});

describe('laws', () => {
  it('an added Allow never takes away what is allowed', () => {
    fc.assert(
      fc.property(cases, statement, (given, added) => {
        const before = decide(given).verdict;
        const after = decide({
          ...given,
          identity: [...(given.identity ?? []), { Statement: added }],
        }).verdict;
        expect(after === before || after === 'allowed' || after === 'unknown').toBe(true);
        expect(before === 'allowed' && after !== 'allowed').toBe(false);
      }),
    );
  });

  it('an added Deny never allows', () => {
    fc.assert(
      fc.property(cases, statement, (given, added) => {
        const before = decide(given).verdict;
        const denial = { Statement: { ...added, Effect: 'Deny' } };
        const after = decide({ ...given, identity: [...(given.identity ?? []), denial] }).verdict;
        expect(
          after === before || after === 'explicitly denied' || (before === 'allowed' && after === 'unknown'),
        ).toBe(true);
      }),
    );
  });

  it('an unknown part never decides against what it stands for', () => {
    fc.assert(
      fc.property(
        cases,
        statement,
        fc.constantFrom('Action', 'Resource', 'Effect', 'Condition'),
        (given, added, member) => {
          const judged = (extra: object) =>
            decide({
              ...given,
              identity: [...(given.identity ?? []), { Version: '2012-10-17', Statement: extra }],
            }).verdict;
          const hidden = judged({ ...added, [member]: { unknown: 'hidden' } });
          expect(hidden === 'unknown' || hidden === judged(added)).toBe(true);
        },
      ),
    );
  });

  it('the order of statements and of attachments changes nothing', () => {
    const reversed = (policy: unknown): unknown => {
      const { Statement, ...rest } = policy as { Statement: unknown };
      return { ...rest, Statement: Array.isArray(Statement) ? [...Statement].reverse() : Statement };
    };
    for (const given of sample) {
      const turned = {
        ...given,
        identity: (given.identity ?? []).map(reversed).reverse(),
        ...(given.resource
          ? { resource: { ...given.resource, policy: reversed(given.resource.policy) } }
          : {}),
      };
      expect(decide(turned).verdict).toBe(decide(given).verdict);
    }
  });
});

describe('globs', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ':'), maxLength: 8 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 7 });

  it('match as the regular expression that they mean', () => {
    fc.assert(
      fc.property(pattern, text, (glob, value) => {
        const expression = new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
        expect(matchesGlob(globOf(glob), value)).toBe(expression.test(value));
      }),
      { numRuns: 2000 },
    );
  });

  it('match more when a character becomes a wildcard', () => {
    fc.assert(
      fc.property(text, fc.nat(7), fc.constantFrom('*', '?'), (value, at, wildcard) => {
        const wider =
          value === ''
            ? '*'
            : value.slice(0, at % value.length) + wildcard + value.slice((at % value.length) + 1);
        expect(matchesGlob(globOf(wider), value)).toBe(true);
        expect(covers(globOf(wider), globOf(value))).toBe(true);
      }),
    );
  });

  it('cover only what they match, and overlap whenever a text matches both', () => {
    fc.assert(
      fc.property(pattern, pattern, text, (left, right, value) => {
        const [outer, inner] = [globOf(left), globOf(right)];
        const matched = [matchesGlob(outer, value), matchesGlob(inner, value)];
        expect(covers(outer, inner) && matched[1] === true && matched[0] === false).toBe(false);
        expect(matched[0] === true && matched[1] === true && !overlaps(outer, inner)).toBe(false);
        expect(overlaps(outer, literalOf(value))).toBe(matched[0]);
      }),
      { numRuns: 5000 },
    );
  });

  it('take no more than length times length for a hostile pattern', () => {
    expect(matchesGlob(globOf(`${'*a'.repeat(200)}b`), 'a'.repeat(5000))).toBe(false);
  });
});

describe('effective permissions', () => {
  it('cover every request that the identity policies and the boundary allow', () => {
    let allowed = 0;
    for (const { request, identity = [], boundary } of sample) {
      const set = {
        identity: identity.map((policy, index) => Policy.of(`identity-${index}`, 'identity', policy)),
        ...(boundary === undefined ? {} : { boundary: Policy.of('boundary', 'boundary', boundary) }),
      };
      const principal = 'arn:aws:iam::111111111111:user/alice';
      const { verdict } = evaluate({ ...request, principal, action: request.action }, set);
      const found = permissionsFor(effectivePermissions(set), request.action, request.resource as string);
      if (verdict === 'allowed' || (verdict === 'unknown' && !/^(kms|sts):/.test(request.action))) {
        allowed += 1;
        expect(found).not.toEqual([]);
      }
    }
    expect(allowed).toBeGreaterThan(20);
  });
});
