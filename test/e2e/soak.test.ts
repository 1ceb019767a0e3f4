import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Observer } from '../../tools/soak/observer';
import type { SoakResult } from '../../tools/soak/run-soak';
import { soakLocally } from '../../tools/soak/soak-locally';
import { type TestDatabase, testDatabase } from './support/test-database';

const DEPOSITS = 60;

/** The short form of `npm run soak`: every kind of fault, few deposits. docs/soak.md has the figures of the long ones. */
describe('load and faults', () => {
  let out: string;
  let database: TestDatabase;
  let result: SoakResult;
  let observer: Observer;

  beforeAll(async () => {
    out = mkdtempSync(join(tmpdir(), 'vpc-lambda-soak-'));
    database = await testDatabase();
    const url = database.option.database?.url;
    ({ result, observer } = await soakLocally({
      deposits: DEPOSITS,
      seed: 20,
      out,
      signal: new AbortController().signal,
      ...(url === undefined ? {} : { databaseUrl: url }),
      onStep: () => undefined,
      onState: () => undefined,
    }));
  });
  afterAll(async () => {
    await database?.stop();
    rmSync(out, { recursive: true, force: true });
  });

  it('lose nothing and double nothing', () => {
    expect(result.findings).toEqual([]);
    const { accepted, cleared, rejectedByReason, waiting, entries } = result.reckoning;
    const rejected = Object.values(rejectedByReason).reduce((sum, count) => sum + count, 0);
    expect({ accepted, sum: cleared + rejected + waiting, entries }).toEqual({
      accepted: DEPOSITS,
      sum: DEPOSITS,
      entries: cleared,
    });
  });

  it('brought every kind of fault about', () => {
    const { faults } = result;
    const killed = [...faults.killed.values()].reduce((sum, count) => sum + count, 0);
    expect(killed).toBeGreaterThanOrEqual(5);
    expect(faults.cutOffs).toBeGreaterThan(0);
    expect(faults.resumes).toBeGreaterThan(0);
    expect(faults.lostAnswers).toBeGreaterThan(0);
    expect(faults.partnerFaults).toBeGreaterThan(0);
    expect(faults.redelivered).toBeGreaterThan(0);
  });

  it('left exactly the poison in the dead-letter queues, each with its reason', () => {
    const { deadLetters } = result.settlement;
    expect(deadLetters).toHaveLength(result.faults.poison);
    for (const { poison, reason } of deadLetters) {
      expect(poison).toBeDefined();
      expect(reason).toMatch(/^\w*Error: ./);
    }
    expect(new Set(deadLetters.map(({ queue }) => queue))).toEqual(new Set(['clearing', 'notifications']));
  });

  it('refused what was sent twice and what is malformed', () => {
    const { record } = result;
    expect(record.duplicatesRefused).toBeGreaterThanOrEqual(DEPOSITS * 0.15);
    expect(record.malformedRefused).toBeGreaterThan(0);
    expect(record.otherBodiesRefused).toBeGreaterThan(0);
    expect(result.reckoning.rejectedByReason).toHaveProperty('CHEQUE_PRESENTED_BEFORE');
  });

  it('told the partner of each outcome, and wrote no secret and no customer data into any log', () => {
    expect(observer.told.size).toBe(DEPOSITS - result.reckoning.waiting);
    expect(observer.signatureRefusals).toBe(0);
    expect(result.findings.filter((finding) => finding.includes('log'))).toEqual([]);
    expect(result.lines).toBeGreaterThan(DEPOSITS * 10);
  });
});
