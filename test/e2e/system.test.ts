import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { destroySystem, planSystem } from '../../tools/deploy/deploy-system';
import { DepositClient } from '../../tools/deploy/deposit-client';
import { LedgerOwner } from '../../tools/deploy/ledger-owner';
import { type LocalSystem, startLocalSystem } from '../../tools/deploy/local-system';
import { sampleDeposit } from '../../tools/deploy/sample-deposit';
import { recordedCalls } from '../../tools/review/recorded-calls';
import { reviewPath, reviewSynthesized } from '../../tools/review/review-system';
import { init, plan, showPlan, stateList } from '../../tools/terraform/terraform-commands';
import { describeApproval } from './scenarios/approval';
import { describeBatch } from './scenarios/batch';
import { describeClearing } from './scenarios/clearing';
import { describeLedger } from './scenarios/ledger';
import { describePage } from './scenarios/page';
import { describePrivacy } from './scenarios/privacy';
import type { LogLine, RunningSystem } from './scenarios/running-system';
import { inventory } from './support/inventory';
import { type TestDatabase, testDatabase } from './support/test-database';

/** Of the waits of state machines: for an image that does not come, half a minute at the most. */
const TIME_SCALE = 0.05;

const STACKS = ['access', 'data', 'deposits', 'messaging', 'network', 'operations'];

/**
 * The whole system, in the order in which a platform team lives with it: apply, plan again, use, destroy. One emulator for
 * all of it, so the tests are steps and run in their order. What deposits go through is in `scenarios/`, a file each.
 */
describe('the system on the emulator', () => {
  let out: string;
  let database: TestDatabase;
  let local: LocalSystem;
  let owner: LedgerOwner;
  let logs: LogLine[];
  let empty: readonly string[];
  const refusals: string[] = [];
  /** What moto printed as an error, with its traceback: it ends such a request with 500 in the middle of its work. */
  const failures: string[] = [];
  const observers: RunningSystem['observers'] = new Set();
  const running = (): RunningSystem => ({ local, owner, logs, observers });

  beforeAll(async () => {
    out = mkdtempSync(join(tmpdir(), 'vpc-lambda-e2e-'));
    logs = [];
    database = await testDatabase();
    local = await startLocalSystem({
      out,
      emulator: {
        ...database.option,
        workflowTimeScale: TIME_SCALE,
        redeliverySeconds: 2,
        onEvent: (event) => {
          for (const observer of observers) observer.onEvent(event);
          if (event.kind === 'moto' && (failures.length > 0 || event.line.startsWith('ERROR'))) {
            failures.push(event.line);
          }
          if (event.kind === 'refusal') refusals.push(event.line);
          if (event.kind === 'log') logs.push(event);
          if (event.kind === 'access-log') logs.push({ functionName: 'api', line: event.message });
        },
      },
      onDelivery: (delivery) => {
        for (const observer of observers) observer.onDelivery(delivery);
      },
      onEmulator: async (emulator) => {
        empty = await inventory(emulator);
      },
    }).catch((error: unknown) => {
      throw failures.length === 0 ? error : new Error(`${error}\n\nmoto:\n${failures.join('\n')}`);
    });
    owner = new LedgerOwner(local.emulator, local.outputs.ledger);
  });
  afterAll(async () => {
    owner?.close();
    await local?.stop();
    await database?.stop();
    rmSync(out, { recursive: true, force: true });
  });

  it('was applied, every stack of it', async () => {
    expect(local.system.stacks.map(({ name }) => name).sort()).toEqual(STACKS);
    const there = await inventory(local.emulator);
    expect(there.filter((name) => !empty.includes(name)).length).toBeGreaterThan(60);
  });

  it('has nothing to change in a second plan', async () => {
    const plans = await planSystem(local.system, { terraform: local.terraform, out: 'tfplan' });
    expect(
      [...plans].filter(([, { changes }]) => changes).map(([name, { text }]) => `${name}\n${text}`),
    ).toEqual([]);
  });

  it('plans what was reviewed and nothing else: the same resources, values and references', async () => {
    const id = 'proof-plan-equals-configuration';
    const deviations: string[] = [];
    const scopes: string[] = [];
    for (const { name, jsonDirectory } of local.system.stacks) {
      const file = join(out, `${name}.plan.json`);
      const planned = await showPlan({ ...local.terraform, directory: jsonDirectory }, 'tfplan');
      writeFileSync(file, JSON.stringify(planned));
      const { proofs, findings } = await reviewPath(file, { synthesized: out });
      for (const { rule, address, message } of findings) {
        if (rule === id) deviations.push(`${name}: ${address}: ${message}`);
      }
      scopes.push(...proofs.flatMap((proof) => (proof.id === id ? [proof.scope] : [])));
    }
    expect(deviations).toEqual([]);
    expect(scopes).toHaveLength(STACKS.length);
    for (const scope of scopes)
      expect(scope).toMatch(
        / JSON of \w+ \([1-9]\d+ values the same, .*\) and HCL of \w+ \([1-9]\d+ values the same, /,
      );
  });

  it('has nothing to change in a plan from the HCL either: Terraform itself finds it equal to the JSON', async () => {
    for (const { name, hclDirectory } of local.system.stacks) {
      const context = { ...local.terraform, directory: hclDirectory };
      await init(context);
      const { changes, text } = await plan(context);
      expect({ name, changes, text: changes ? text : '' }).toEqual({ name, changes: false, text: '' });
    }
  });

  describe('takes a deposit', () => {
    const key = randomUUID();
    let location: string;

    it('and answers 202 with its place and an upload', async () => {
      const answer = await local.client.submit(sampleDeposit, key);
      expect(answer).toMatchObject({
        status: 202,
        body: { status: 'RECEIVED', upload: { url: expect.stringMatching(/^http/) } },
      });
      location = answer.headers.get('location') ?? '';
      expect(location).toMatch(/^\/deposits\/[0-9a-f-]{36}$/);
    });

    it('and shows it', async () => {
      const { status, body } = await local.client.call('GET', location);
      expect(status).toBe(200);
      expect(body).toMatchObject({ amount: '1250.00', currency: 'USD' });
    });

    it('once: the same key gives the same deposit', async () => {
      const again = await local.client.submit(sampleDeposit, key);
      expect(again.status).toBe(202);
      expect(again.headers.get('location')).toBe(location);
      expect(again.headers.get('idempotency-replayed')).toBe('true');
    });

    it('and takes its image, in the form that the upload describes', async () => {
      const { body } = await local.client.submit(sampleDeposit, key);
      const { url, fields } = (body as { upload: { url: string; fields: Record<string, string> } }).upload;
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      form.set(
        'file',
        new Blob([Buffer.from([0xff, 0xd8, 0xff, 0xe0])], { type: 'image/jpeg' }),
        'cheque.jpg',
      );
      const uploaded = await fetch(url, { method: 'POST', body: form });
      expect(uploaded.status).toBeLessThan(300);
    });

    it('but not the same key for another deposit', async () => {
      const { status, headers } = await local.client.submit({ ...sampleDeposit, amount: '1.00' }, key);
      expect(status).toBe(422);
      expect(headers.get('content-type')).toContain('application/problem+json');
    });

    it('but nothing malformed: the fields are named', async () => {
      const { status, body } = await local.client.submit(
        { ...sampleDeposit, amount: '12.345' },
        randomUUID(),
      );
      expect(status).toBe(422);
      expect(JSON.stringify(body)).toContain('/amount');
    });

    it('but from nobody without a signature', async () => {
      const response = await fetch(`${local.apiUrl}/deposits`, {
        method: 'POST',
        body: JSON.stringify(sampleDeposit),
      });
      expect(response.status).toBe(403);
    });

    it('but from nobody with a wrong signature', async () => {
      const stranger = new DepositClient(local.apiUrl, {
        accessKeyId: local.terraform.env?.['AWS_ACCESS_KEY_ID'] ?? '',
        secretAccessKey: 'not the secret',
        region: local.terraform.env?.['AWS_REGION'] ?? '',
      });
      expect((await stranger.call('GET', location)).status).toBe(403);
    });
  });

  describeClearing(running);
  describeApproval(running);
  describeBatch(running);
  describeLedger(running);
  describePage(running);

  it('survives a database that is resuming: the call waits and succeeds', async () => {
    local.emulator.dataApi.pause({ calls: 2 });
    const { status } = await local.client.submit(sampleDeposit, randomUUID());
    expect(status).toBe(202);
  });

  describePrivacy(running);

  it('was refused nothing that it did, and did nothing but what its code shows', async () => {
    expect(refusals).toEqual([]);
    const review = await reviewSynthesized(out, 'emulator');
    expect(review.proofs.filter(({ status }) => status !== 'holds')).toEqual([]);
    expect(recordedCalls(out).length).toBeGreaterThan(50);
  });

  it('is destroyed with nothing left', async () => {
    await destroySystem(local.system, { terraform: local.terraform });
    for (const { name, jsonDirectory } of local.system.stacks) {
      expect({ name, left: await stateList({ ...local.terraform, directory: jsonDirectory }) }).toEqual({
        name,
        left: [],
      });
    }
    expect(await inventory(local.emulator)).toEqual(empty);
  });

  it('did not make moto fail in the middle of a request', () => {
    expect(failures).toEqual([]);
  });
});
