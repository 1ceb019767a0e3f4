import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadGraph } from '../../policies/graph/load';
import { proveGrantedIsUsed } from '../../policies/proofs/granted-is-used/prove-granted-is-used';
import { GRANTED_NOT_REACHABLE } from '../../policies/proofs/reachable-is-declared/criteria';
import { reachableIsDeclaredProvers } from '../../policies/proofs/reachable-is-declared/provers';
import { RuleContext } from '../../policies/rules/context';
import { type LocalSystem, startLocalSystem } from '../../tools/deploy/local-system';
import { newSampleDeposit } from '../../tools/deploy/sample-deposit';
import { sendDeposit } from '../../tools/deploy/send-deposit';
import { tracePath } from '../../tools/deploy/trace-path';
import type { TracedCall } from '../../tools/emulator/enforcement/call-trace';
import type { RefusalEvent } from '../../tools/emulator/enforcement/refusal-event';
import { codeOfSystem } from '../../tools/review-code/code-of-system';
import { apply } from '../../tools/terraform/terraform-commands';
import { untilStatus, untilTold } from './scenarios/running-system';
import { type TestDatabase, testDatabase } from './support/test-database';

const FUNCTION = 'deposits-emulator-submit-deposit';

/** As much of a synthesized stack as is changed here. */
interface StackJson {
  readonly data: {
    readonly aws_iam_policy_document: Record<string, { statement: { readonly sid: string }[] }>;
  };
  readonly resource: { readonly aws_vpc_endpoint: Record<string, unknown> };
  readonly output: {
    readonly access: {
      readonly value: { readonly endpoints: { readonly services: Record<string, { endpoint_id: string }> } };
    };
  };
}

/**
 * What is granted and what is reachable decides on the laptop as on AWS. One emulator and one whole apply; each step then
 * changes one stack, as if a contract had not asked for one thing, applies it, and sends a deposit.
 */
describe('the laptop enforces what is deployed', () => {
  let out: string;
  let database: TestDatabase;
  let local: LocalSystem;
  const refusals: RefusalEvent[] = [];

  beforeAll(async () => {
    out = mkdtempSync(join(tmpdir(), 'vpc-lambda-enforcement-'));
    database = await testDatabase();
    local = await startLocalSystem({
      out,
      emulator: {
        ...database.option,
        workflowTimeScale: 0.05,
        redeliverySeconds: 2,
        onEvent: (event) => {
          if (event.kind === 'refusal') refusals.push(event);
        },
      },
    });
  });
  afterAll(async () => {
    await local?.stop();
    await database?.stop();
    rmSync(out, { recursive: true, force: true });
  });

  afterEach(() => void refusals.splice(0));

  /** Changes a synthesized stack and applies it. @returns what puts it back */
  async function change(name: string, edit: (json: StackJson) => void): Promise<() => Promise<void>> {
    const file = join(out, 'stacks', name, 'cdk.tf.json');
    const before = readFileSync(file, 'utf8');
    const write = async (text: string): Promise<void> => {
      writeFileSync(file, text);
      await apply({ ...local.terraform, directory: join(out, 'stacks', name) });
    };
    const json = JSON.parse(before) as StackJson;
    edit(json);
    await write(JSON.stringify(json, null, 2));
    return () => write(before);
  }

  function traced(): TracedCall[] {
    const lines = readFileSync(tracePath(local.system), 'utf8').trim().split('\n');
    return lines.map((line) => JSON.parse(line) as TracedCall);
  }

  it('refuses nothing of what the contracts declare: a deposit goes to its end', async () => {
    const depositId = await sendDeposit(local.client, newSampleDeposit());
    await untilStatus({ local }, depositId, 'CLEARED');
    await untilTold({ local }, depositId);
    // Nor was anything refused while the system was applied and its database migrated.
    expect(refusals).toEqual([]);
  });

  it('writes down what functions did, in the form that the proof reads', async () => {
    const context = new RuleContext(await loadGraph(out));
    const codeOf = await codeOfSystem(join(out, 'functions'));
    const { findings } = await proveGrantedIsUsed(context, codeOf, traced());
    expect(findings.map(({ outcome }) => outcome.message)).toEqual([]);
    expect(traced()).toContainEqual({
      function: FUNCTION,
      service: 'dynamodb',
      operation: 'PutItem',
      action: 'dynamodb:PutItem',
      resource: expect.stringMatching(/:table\/deposits-emulator-/),
      verdict: 'allowed',
    });
  });

  it('denies what a contract does not ask for: the log and proof 1 name the same statement', async () => {
    const restore = await change('deposits', ({ data }) => {
      const document = data.aws_iam_policy_document['submit_deposit_role_grants'];
      if (!document) throw new Error('there is no such document');
      document.statement = document.statement.filter(({ sid }) => sid !== 'ClaimKeys');
    });
    const { status } = await local.client.submit(newSampleDeposit(), randomUUID());
    expect(status).toBeGreaterThanOrEqual(500);
    const [refusal] = refusals;
    expect(refusal).toMatchObject({ reason: 'denied', functionName: FUNCTION });
    expect(refusal?.answered).toMatch(
      /^User: arn:aws:sts::123456789012:assumed-role\/deposits-emulator-submit-deposit\/\S+ is not authorized to perform: dynamodb:PutItem on resource: \S+ because no identity-based policy allows the dynamodb:PutItem action$/,
    );

    const context = new RuleContext(await loadGraph(out));
    const codeOf = await codeOfSystem(join(out, 'functions'));
    const proof = await proveGrantedIsUsed(context, (lambda) =>
      lambda.name === 'submit_deposit_function' ? codeOf(lambda) : { absent: 'it is not asked for here' },
    );
    const missing = proof.findings.flatMap(({ counterExample }) => counterExample.missing ?? []);
    const table = context.graph.byAddress('aws_dynamodb_table.idempotency_table', 'data');
    const named = missing.map((statement) => ({
      ...statement,
      Resource:
        table && statement.Resource.includes(table.address) ? refusal?.missing?.Resource : statement.Resource,
    }));
    expect(named).toContainEqual(refusal?.missing);
    await restore();
    await sendDeposit(local.client, newSampleDeposit());
  });

  it('gives no answer where there is no way: the log and proof 2 name the same path', async () => {
    const restore = await change('access', ({ resource, output }) => {
      delete resource.aws_vpc_endpoint['endpoints_rds_data'];
      const services = output.access.value.endpoints.services;
      if (services['rds_data']) services['rds_data'].endpoint_id = 'removed';
    });
    const { status } = await local.client.submit(newSampleDeposit(), randomUUID());
    expect(status).toBeGreaterThanOrEqual(500);
    const blocked = refusals.find(
      ({ reason, functionName }) => reason === 'unreachable' && functionName === FUNCTION,
    );
    expect(blocked?.blocked).toMatchObject({ path: `${FUNCTION} -> service rds-data` });

    const context = new RuleContext(await loadGraph(out));
    const prover = reachableIsDeclaredProvers().find(({ criterion }) => criterion === GRANTED_NOT_REACHABLE);
    const proven = await prover?.prove(context);
    const violation = proven?.violations.find(
      ({ subject, outcome }) =>
        subject.address.includes('submit_deposit') && /rds-data/.test(outcome.message),
    );
    expect(violation?.counterExample?.join('\n')).toContain(blocked?.blocked?.says);
    await restore();
    await sendDeposit(local.client, newSampleDeposit());
  });
});
