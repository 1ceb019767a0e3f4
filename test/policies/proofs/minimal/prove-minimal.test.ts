import { graphOfStacks, type StackInput } from '../../../../policies/graph/load-synthesized';
import { partsOf, without } from '../../../../policies/proofs/minimal/parts';
import { minimalProver, tryRemovals } from '../../../../policies/proofs/minimal/prove-minimal';
import type { Prover } from '../../../../policies/report/proof';
import { RuleContext } from '../../../../policies/rules/context';
import { fail, pass } from '../../../../policies/rules/outcome';
import type { Rule } from '../../../../policies/rules/rule';

const text = { severity: 'low', summary: 's', rationale: 'r', remediation: 'm' } as const;

/** Wants a route to the internet. */
const wantsRoute: Rule = {
  ...text,
  id: 'wants-route',
  types: ['aws_route_table'],
  check: (table, { graph }) =>
    graph.byType('aws_route').some((one) => graph.referencesFrom(one).includes(table))
      ? pass()
      : fail('none'),
};

/** Wants that a role may read. */
const wantsRead: Prover = {
  criterion: { ...text, id: 'wants-read' },
  prove: ({ graph }) => {
    const readers = graph.byType('aws_iam_role_policy');
    return {
      scope: `${readers.length} policies`,
      violations: readers
        .filter((one) => !JSON.stringify(one.get('policy') ?? '').includes('s3:GetObject'))
        .map((subject) => ({ subject, outcome: fail('it may not read') })),
    };
  },
};

const statement = (sid: string, action: string) => ({
  sid,
  actions: [action],
  resources: ['arn:aws:s3:::b/*'],
});
const stacks: readonly StackInput[] = [
  {
    name: 'one',
    directory: 'stacks/one',
    json: {
      data: {
        aws_iam_policy_document: {
          read: { statement: [statement('Read', 's3:GetObject'), statement('Idle', 's3:PutObject')] },
        },
      },
      resource: {
        aws_iam_role_policy: { p: { role: 'r', policy: '${data.aws_iam_policy_document.read.json}' } },
        aws_route_table: { t: { vpc_id: 'vpc-1' } },
        aws_route: { r: { route_table_id: '${aws_route_table.t.id}', destination_cidr_block: '0.0.0.0/0' } },
        aws_vpc_endpoint: { e: { vpc_id: 'vpc-1', service_name: 'com.amazonaws.eu-central-1.s3' } },
      },
    },
  },
];
const watchers = { provers: [wantsRead], rules: [wantsRoute] };

describe('proof 3', () => {
  test('finds every statement, route and endpoint', () => {
    expect(partsOf(stacks).map(({ kind, key, sid }) => `${kind} ${key}${sid ? ` ${sid}` : ''}`)).toEqual([
      'statement one:data.aws_iam_policy_document.read Read',
      'statement one:data.aws_iam_policy_document.read Idle',
      'route one:aws_route.r',
      'endpoint one:aws_vpc_endpoint.e',
    ]);
  });

  test('takes one part away and leaves the rest', () => {
    const before = JSON.stringify(stacks);
    for (const part of partsOf(stacks)) {
      const left = without(stacks, part);
      expect(partsOf(left).length).toBe(3);
    }
    expect(JSON.stringify(stacks)).toBe(before);
  });

  test('says who notices', async () => {
    const removals = await tryRemovals(stacks, watchers);
    expect(removals.map(({ noticedBy }) => noticedBy)).toEqual([['wants-read'], [], ['wants-route'], []]);
  });

  test('what nobody misses is a finding at its place', async () => {
    const prover = minimalProver(stacks, watchers);
    const { scope, violations } = await prover.prove(new RuleContext(graphOfStacks('.', stacks)));
    expect(scope).toBe('4 statements, rules, routes, endpoints and permissions, each taken away by itself');
    expect(violations.map(({ outcome }) => outcome.message)).toEqual([
      'statement Idle of data.aws_iam_policy_document.read can be taken away, and no check fails',
      'the endpoint aws_vpc_endpoint.e can be taken away, and no check fails',
    ]);
    expect(violations.map(({ subject }) => subject.address)).toEqual([
      'data.aws_iam_policy_document.read',
      'aws_vpc_endpoint.e',
    ]);
  });

  test('a check that failed before notices nothing', async () => {
    const failing = { ...wantsRoute, check: () => fail('always') };
    const removals = await tryRemovals(stacks, { provers: [], rules: [failing] });
    expect(removals.every(({ noticedBy }) => noticedBy.length === 0)).toBe(true);
  });
});

describe('what another part covers', () => {
  const statements = (...all: readonly object[]): readonly StackInput[] => [
    {
      name: 'one',
      directory: 'stacks/one',
      json: { data: { aws_iam_policy_document: { d: { statement: all } } } },
    },
  ];
  const rules = (...all: readonly object[]): readonly StackInput[] => [
    {
      name: 'one',
      directory: 'stacks/one',
      json: {
        resource: {
          aws_vpc_security_group_egress_rule: Object.fromEntries(all.map((one, at) => [`r${at}`, one])),
        },
      },
    },
  ];
  const wide = { actions: ['s3:GetObject', 's3:PutObject'], resources: ['b/*'] };
  const read = { actions: ['s3:GetObject'], resources: ['b/*'] };
  const https = { security_group_id: 'g', ip_protocol: 'tcp', from_port: 443, to_port: 443 };
  const toAll = { ...https, cidr_ipv4: '0.0.0.0/0' };
  const toGroup = { ...https, referenced_security_group_id: 'e' };

  test.each<readonly [string, readonly StackInput[], readonly (string | undefined)[]]>([
    ['a wider statement', statements(wide, read), [undefined, 'said-by-another-statement']],
    ['the same statement twice', statements(read, read), [undefined, undefined]],
    ['one on another resource', statements(wide, { ...read, resources: ['c/*'] }), [undefined, undefined]],
    [
      'one on a condition of its own',
      statements({ ...wide, condition: [{ test: 'Bool' }] }, read),
      [undefined, undefined],
    ],
    ['a denial', statements({ ...wide, effect: 'Deny' }, read), [undefined, undefined]],
    ['a rule to everywhere', rules(toAll, toGroup), [undefined, 'within-a-wider-rule']],
    ['a rule of another group', rules({ ...toAll, security_group_id: 'h' }, toGroup), [undefined, undefined]],
    ['a rule on another port', rules({ ...toAll, to_port: 444 }, toGroup), [undefined, undefined]],
    [
      'a rule to some addresses',
      rules({ ...toAll, cidr_ipv4: '10.0.0.0/8' }, toGroup),
      [undefined, undefined],
    ],
  ])('%s', async (_, input, expected) => {
    const removals = await tryRemovals(input, { provers: [], rules: [] });
    expect(removals.map(({ accepted }) => accepted?.id)).toEqual(expected);
    const { violations } = await minimalProver(input, { provers: [], rules: [] }).prove(
      new RuleContext(graphOfStacks('.', input)),
    );
    expect(violations.length).toBe(expected.filter((id) => id === undefined).length);
  });
});
