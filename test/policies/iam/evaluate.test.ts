import { evaluate, judge, type Verdict } from '../../../policies/iam/evaluate';
import { explain } from '../../../policies/iam/explain';
import type { LayerName } from '../../../policies/iam/layer';
import { Policy } from '../../../policies/iam/policy';
import { type AccessRequest, PreparedRequest } from '../../../policies/iam/request';
import type { Truth } from '../../../policies/iam/truth';
import { type Case, decide, policiesOf } from './case';
import conditions from './tables/conditions.json';
import evaluation from './tables/evaluation.json';
import matching from './tables/matching.json';

interface Row extends Case {
  readonly name: string;
  readonly verdict: Verdict;
  readonly lacking?: readonly LayerName[];
}

interface MatchingRow {
  readonly name: string;
  readonly request: AccessRequest;
  readonly policy: unknown;
  readonly matches: Truth;
}

interface ConditionRow {
  readonly name: string;
  readonly condition: unknown;
  readonly context: AccessRequest['context'];
  readonly holds: Truth;
}

function verdictOf(truth: Truth): Verdict {
  return truth === 'unknown' ? 'unknown' : truth ? 'allowed' : 'implicitly denied';
}

describe('the verdict over all policies', () => {
  it.each((evaluation as unknown as Row[]).map((row) => [row.name, row] as const))('%s', (_, row) => {
    const decision = decide(row);
    expect(decision.verdict).toBe(row.verdict);
    if (row.lacking !== undefined) {
      expect(decision.lacking).toEqual(row.lacking);
    }
  });

  it('has a table in which no case stands twice', () => {
    const names = evaluation.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(evaluation.map((row) => JSON.stringify({ ...row, name: '' }))).size).toBe(names.length);
  });
});

describe('matching', () => {
  it.each((matching as unknown as MatchingRow[]).map((row) => [row.name, row] as const))('%s', (_, row) => {
    const policy = Policy.of('p', 'identity', row.policy);
    expect(evaluate(row.request, { identity: [policy] }).verdict).toBe(verdictOf(row.matches));
  });
});

describe('a condition', () => {
  const request = { principal: '*', action: 's3:GetObject', resource: 'arn:aws:s3:::reports/a' };

  it.each((conditions as unknown as ConditionRow[]).map((row) => [row.name, row] as const))(
    '%s',
    (_, row) => {
      const statement = {
        Effect: 'Allow',
        Principal: '*',
        Action: '*',
        Resource: '*',
        Condition: row.condition,
      };
      const resource = Policy.of('p', 'resource', { Version: '2012-10-17', Statement: statement });
      const decision = evaluate({ ...request, context: row.context }, { resource });
      expect(decision.verdict).toBe(verdictOf(row.holds));
    },
  );
});

describe('the trace', () => {
  const principal = 'arn:aws:sts::111122223333:assumed-role/app/one';
  const request = {
    principal,
    action: 'sqs:SendMessage',
    resource: 'arn:aws:sqs:eu-west-1:111122223333:jobs',
  };
  const trace = (given: Case) => {
    const prepared = new PreparedRequest(given.request);
    const policies = policiesOf(given);
    return explain(judge(prepared, policies), prepared, policies);
  };
  const allow = (members: object) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*', ...members }],
  });

  it('names the statement that allowed, and what each layer said', () => {
    const given = { request, identity: [allow({ Sid: 'Send' })], boundary: allow({}) };
    expect(decide(given).deciding).toEqual([
      { policy: 'identity-0', statement: 0, sid: 'Send' },
      { policy: 'boundary', statement: 0 },
    ]);
    expect(trace(given)).toEqual([
      'allowed by identity-0[0] "Send", boundary[0]',
      'identity policy: allows by identity-0[0] "Send"',
      'boundary policy: allows by boundary[0]',
    ]);
  });

  it('names the layer that lacked an Allow, and the statement that came near', () => {
    expect(
      trace({
        request,
        identity: [
          allow({
            Resource: 'arn:aws:sqs:*:*:other',
            Condition: { Bool: { 'aws:SecureTransport': 'true' } },
          }),
        ],
      }),
    ).toEqual([
      'implicitly denied: no Allow in identity',
      'identity policy: no statement applies',
      'near: identity-0[0]: its resources, Bool aws:SecureTransport did not match',
    ]);
  });

  it('names the denial', () => {
    const given = { request, identity: [allow({}), allow({ Effect: 'Deny' })] };
    expect(decide(given).deciding).toEqual([{ policy: 'identity-1', statement: 0 }]);
    expect(trace(given)[0]).toBe('explicitly denied by identity-1[0]');
  });

  it('says what is not known', () => {
    expect(trace({ request, identity: [allow({ Resource: { unknown: 'known after apply' } })] })).toEqual([
      'unknown: it depends on identity-0[0]',
      'identity policy: may apply: identity-0[0]',
      '  identity-0[0]: not known whether its resources match',
    ]);
  });

  it("notes that the resource's account is not known", () => {
    const bucket = { principal, action: 's3:GetObject', resource: 'arn:aws:s3:::reports/a' };
    const given = { request: bucket, identity: [allow({ Action: 's3:*' })] };
    expect(trace(given).at(-1)).toMatch(/^note: the resource's account is not known/);
  });
});
