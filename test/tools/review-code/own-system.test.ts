import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadGraph } from '../../../policies/graph/load';
import type { Resource } from '../../../policies/graph/resource';
import { proveGrantedIsUsed } from '../../../policies/proofs/granted-is-used/prove-granted-is-used';
import { grantedIsUsedProvers } from '../../../policies/proofs/granted-is-used/provers';
import type {
  CodeAtHand,
  GrantedIsUsed,
  ProofFinding,
} from '../../../policies/proofs/granted-is-used/result';
import { RuleContext } from '../../../policies/rules/context';
import { codeOfSystem } from '../../../tools/review-code/code-of-system';
import { synthesizeSystem } from '../../../tools/synth/synthesize-system';

interface Statement {
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}
interface StackJson {
  readonly data: { readonly aws_iam_policy_document: Record<string, { statement: Statement[] }> };
}

let out: string;
let codeOf: (lambda: Resource) => CodeAtHand;

beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'used-'));
  await synthesizeSystem({ environment: 'dev', out: join(out, 'system') });
  codeOf = await codeOfSystem(join(out, 'system/functions'), { cache: join(out, 'calls.json') });
});
afterAll(() => rmSync(out, { recursive: true, force: true }));

async function prove(directory = join(out, 'system'), only?: string): Promise<GrantedIsUsed> {
  const graph = await loadGraph(directory);
  return proveGrantedIsUsed(new RuleContext(graph), (lambda) =>
    only === undefined || lambda.name === only ? codeOf(lambda) : { absent: 'it is not asked for here' },
  );
}

/** Proves the system with another policy document. */
async function proveWith(
  document: string,
  change: (statements: Statement[]) => Statement[],
): Promise<readonly ProofFinding[]> {
  const changed = join(out, 'changed');
  rmSync(changed, { recursive: true, force: true });
  cpSync(join(out, 'system'), changed, { recursive: true, filter: (path) => !/functions$|hcl$/.test(path) });
  const file = join(changed, 'stacks/deposits/cdk.tf.json');
  const json = JSON.parse(readFileSync(file, 'utf8')) as StackJson;
  const found = json.data.aws_iam_policy_document[document];
  if (!found) throw new Error(`there is no document ${document}`);
  found.statement = change(found.statement);
  writeFileSync(file, JSON.stringify(json));
  const { findings } = await prove(changed, document.replace(/_role_(grants|platform)$/, '_function'));
  return findings;
}

function documents(): StackJson['data']['aws_iam_policy_document'] {
  const file = join(out, 'system/stacks/deposits/cdk.tf.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as StackJson).data.aws_iam_policy_document;
}

test('every function of this system may do what it does, and nothing else', async () => {
  const result = await prove();
  expect(result.findings.map(({ outcome }) => outcome.message)).toEqual([]);
  expect(result.notMade).toEqual([]);
  expect(result.functions.length).toBeGreaterThan(15);
  const rows = result.functions.flatMap((one) => one.rows);
  const used = rows.filter(({ state }) => state === 'used');
  expect(used.length).toBeGreaterThan(200);
  // Each leads to a statement, and to lines of the code or to the configuration.
  for (const { statements, positions, reason } of used) {
    expect(statements.length).toBeGreaterThan(0);
    expect(positions.length > 0 || reason !== undefined).toBe(true);
    for (const { file } of positions) expect(file).toMatch(/^functions\/.+\.ts$/);
  }
  // The event of a rotation names the secret: that code alone does not show a resource.
  expect([...new Set(rows.filter(({ exact }) => !exact).map(({ action }) => action))].sort()).toEqual([
    's3:GetObject',
    'secretsmanager:DescribeSecret',
    'secretsmanager:GetSecretValue',
    'secretsmanager:PutSecretValue',
    'secretsmanager:UpdateSecretVersionStage',
  ]);
});

test('GIVEN the whole of the provers THEN a review finds the same', async () => {
  const context = new RuleContext(await loadGraph(join(out, 'system')));
  const provers = grantedIsUsedProvers(codeOf);
  const proven = await Promise.all(provers.map((prover) => prover.prove(context)));
  const { findings } = await prove();
  expect(proven.flatMap(({ violations }) => violations)).toHaveLength(findings.length);
  for (const { scope } of proven) expect(scope).toMatch(/^\d+ actions of \d+ functions$/);
});

test('GIVEN any statement that is taken away THEN the proof fails and names what is missing', async () => {
  const seen = new Set<string>();
  const survived: string[] = [];
  for (const [name, { statement }] of Object.entries(documents())) {
    if (
      !/_role_(grants|platform)$/.test(name) ||
      !(name.replace(/_role_\w+$/, '_role_grants') in documents())
    )
      continue;
    if (
      !statement.some(({ actions }) => actions.includes('ec2:CreateNetworkInterface')) &&
      name.endsWith('platform')
    )
      continue;
    for (const { sid, effect, actions } of statement) {
      const kind = `${sid.replace(/\d+$/, '')} ${actions.join()}`;
      // Lambda's own grant on the key does the same; a denial is no grant.
      if (seen.has(kind) || sid === 'DecryptOwnEnvironment' || effect === 'Deny') continue;
      seen.add(kind);
      const found = await proveWith(name, (all) => all.filter((one) => one.sid !== sid));
      const isNamed = found.some(
        ({ criterion, outcome, counterExample }) =>
          criterion.id === 'proof-used-is-granted' &&
          outcome.status === 'fail' &&
          actions.includes(counterExample.missing?.Action ?? ''),
      );
      if (!isNamed) survived.push(`${name} ${sid}`);
    }
  }
  expect(survived).toEqual([]);
  expect(seen.size).toBeGreaterThan(20);
});

const ADDED: Readonly<Record<string, (statements: Statement[]) => Statement[]>> = {
  'an action': (all) => extended(all, 'ReadSecret', { actions: ['secretsmanager:DeleteSecret'] }),
  'a wildcard': (all) => extended(all, 'ReadSecret', { actions: ['secretsmanager:*'] }),
  'a resource': (all) =>
    extended(all, 'ClaimKeys', { resources: ['arn:aws:dynamodb:eu-central-1:123456789012:table/x'] }),
  'every resource': (all) => extended(all, 'ClaimKeys', { resources: ['*'] }),
  'a statement': (all) => [
    ...all,
    { sid: 'Added', effect: 'Allow', actions: ['sqs:SendMessage'], resources: ['*'] },
  ],
};

function extended(
  all: Statement[],
  sid: string,
  more: Partial<Pick<Statement, 'actions' | 'resources'>>,
): Statement[] {
  return all.map((one) =>
    one.sid === sid
      ? {
          ...one,
          actions: [...one.actions, ...(more.actions ?? [])],
          resources: [...one.resources, ...(more.resources ?? [])],
        }
      : one,
  );
}

test.each(Object.entries(ADDED))(
  'GIVEN %s more THEN the proof fails and names the statement',
  async (_, change) => {
    const found = await proveWith('submit_deposit_role_grants', change);
    expect(found.length).toBeGreaterThan(0);
    for (const { criterion, outcome, resource, counterExample } of found) {
      expect([criterion.id, outcome.status]).toEqual(['proof-granted-is-used', 'fail']);
      expect(resource.address).toBe('data.aws_iam_policy_document.submit_deposit_role_grants');
      expect(counterExample.statement?.sid).toMatch(/^(ReadSecret|ClaimKeys|Added)$/);
    }
  },
);

test('GIVEN the answer of an earlier run THEN it is taken as it is', async () => {
  const started = process.cpuUsage();
  const again = await codeOfSystem(join(out, 'system/functions'), { cache: join(out, 'calls.json') });
  const { user } = process.cpuUsage(started);
  const graph = await loadGraph(join(out, 'system'));
  for (const lambda of graph.byType('aws_lambda_function')) expect(again(lambda)).toEqual(codeOf(lambda));
  // The compiler takes seconds.
  expect(user).toBeLessThan(1_500_000);
});

test('GIVEN an archive of another checkout THEN its code is not at hand', async () => {
  const graph = await loadGraph(join(out, 'system'));
  const [lambda] = graph.byType('aws_lambda_function');
  if (!lambda) throw new Error('there is no function');
  const other = Object.create(lambda, { get: { value: () => 'another digest' } }) as Resource;
  expect(codeOf(other)).toEqual({ absent: 'its archive is none that was made from this checkout' });
});
