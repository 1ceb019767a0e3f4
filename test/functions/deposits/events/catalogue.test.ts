import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { approvalRequested } from '../../../../functions/deposits/events/approval-requested';
import { batchCompleted } from '../../../../functions/deposits/events/batch-completed';
import {
  checkEvent,
  type DomainEvent,
  EVENT_CATALOGUE,
  parseEvent,
} from '../../../../functions/deposits/events/catalogue';
import { depositCleared } from '../../../../functions/deposits/events/deposit-cleared';
import { depositReceived } from '../../../../functions/deposits/events/deposit-received';
import { depositRejected } from '../../../../functions/deposits/events/deposit-rejected';
import type { EventDefinition } from '../../../../functions/deposits/events/event';
import { EventRefusedError } from '../../../../functions/deposits/events/event-refused-error';
import { ledgerBroken } from '../../../../functions/deposits/events/ledger-broken';
import type { FunctionContract } from '../../../../functions/shared/contract';
import { jsonSchemaOf } from '../../../../tools/docs/json-schema';
import { conformingTo, envelope } from '../../support/event-arbitrary';
import { EVENT_ID, EVENTS, ID, NOW } from '../../support/events';

const FUNCTIONS = join(__dirname, '../../../../functions');
const definitions: readonly EventDefinition[] = EVENT_CATALOGUE;

const refusal = (work: () => unknown): EventRefusedError => {
  try {
    work();
  } catch (error) {
    if (error instanceof EventRefusedError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('the catalogue', () => {
  const contracts = new Map(
    readdirSync(FUNCTIONS)
      .filter((name) => existsSync(join(FUNCTIONS, name, 'contract.ts')))
      .flatMap((name): [string, FunctionContract][] =>
        Object.values(require(join(FUNCTIONS, name, 'contract.ts')) as Record<string, FunctionContract>).map(
          (contract) => [contract.name, contract],
        ),
      ),
  );
  const publishes = (contract: FunctionContract | undefined) =>
    Object.values(contract?.uses ?? {}).some(
      ({ kind, access }) => kind === 'event-bus' && access === 'publish',
    );

  test('has every version once, and no file of an event is left out', () => {
    const keys = definitions.map(({ name, version }) => `${name} v${version}`);
    expect(new Set(keys).size).toBe(keys.length);
    const files = readdirSync(join(FUNCTIONS, 'deposits/events')).flatMap((file) =>
      Object.values(require(join(FUNCTIONS, 'deposits/events', file)) as Record<string, unknown>).filter(
        (exported): exported is EventDefinition =>
          typeof exported === 'object' && exported !== null && 'schema' in exported && 'version' in exported,
      ),
    );
    expect(new Set(files)).toEqual(new Set(definitions));
  });

  test('names as producers those that may publish, each of them for something, and as consumers functions', () => {
    const producers = new Set(definitions.flatMap((definition) => definition.producers));
    expect([...producers].filter((name) => !publishes(contracts.get(name)))).toEqual([]);
    const publishers = [...contracts.values()].filter(publishes).map(({ name }) => name);
    expect(publishers.filter((name) => !producers.has(name))).toEqual([]);
    const consumers = definitions.flatMap((definition) => definition.consumers);
    expect(consumers.filter((name) => !contracts.has(name))).toEqual([]);
  });

  test('has no member that could hold customer data', () => {
    const names = JSON.stringify(definitions.map(({ schema }) => jsonSchemaOf(schema)));
    expect(names).not.toMatch(/account|drawer|cheque_?number|routing|submittedBy|token/i);
  });
});

describe('the makers', () => {
  test.each(EVENTS)('$type: what is made is what a consumer gets', (event) => {
    const { type, ...detail } = event;
    expect(parseEvent(envelope(type, JSON.parse(JSON.stringify(detail))))).toEqual(event);
    expect(checkEvent(type, event)).toEqual(event);
    expect(event.metadata).toEqual({ schemaVersion: 1, eventId: EVENT_ID, occurredAt: NOW.toISOString() });
  });

  test.each<[string, () => DomainEvent, string]>([
    [
      'depositCleared',
      () => depositCleared({ ...cleared, ledgerSequence: 0 }, EVENT_ID),
      '/data/ledgerSequence',
    ],
    ['depositRejected', () => depositRejected({ ...rejected, reasons: [] }, EVENT_ID), '/data/reasons'],
    [
      'depositRejected',
      () => depositRejected({ ...rejected, reasons: ['account 123456789012'] }, EVENT_ID),
      '/data/reasons/0',
    ],
    ['approvalRequested', () => approvalRequested({ ...asked, depositId: '1' }, EVENT_ID), '/data/depositId'],
    [
      'ledgerBroken',
      () => ledgerBroken({ sequence: -1, kind: 'X', foundAt: NOW }, EVENT_ID),
      '/data/sequence',
    ],
    ['batchCompleted', () => batchCompleted({ ...batch, accepted: 0.5 }, EVENT_ID), '/data/accepted'],
    ['batchCompleted', () => batchCompleted(batch, '1'), '/metadata/eventId'],
  ])('%s lets nothing through that its schema refuses', (_, make, pointer) => {
    const error = refusal(make);
    expect(error.problems).toEqual([{ pointer, detail: expect.stringMatching(/^must /) }]);
    expect(error.message).not.toContain('123456789012');
  });
  const cleared = {
    depositId: ID,
    amount: { minorUnits: 1, currency: 'USD' },
    postedAt: NOW,
    ledgerSequence: 1,
  };
  const rejected = { depositId: ID, reasons: ['X'], rejectedAt: NOW };
  const asked = { depositId: ID, reasons: ['X'], requestedAt: NOW, expiresAt: NOW };
  const batch = { batchId: ID, accepted: 1, rejected: 0, duplicates: 0, completedAt: NOW };

  test('depositReceived tells nothing of the customer', () => {
    const deposit = {
      id: ID,
      status: 'RECEIVED',
      channel: 'batch',
      amount: { minorUnits: 5, currency: 'USD' },
      chequeNumber: '001234',
      drawer: { routingNumber: '021000021', accountNumber: '123456789012' },
      depositAccountNumber: '987654321098',
      depositBoxId: 'box-0001',
      submittedBy: 'arn:aws:sts::123456789012:assumed-role/x',
      receivedAt: NOW,
    } as const;
    const event = depositReceived(deposit, EVENT_ID);
    expect(event.data).toEqual({
      depositId: ID,
      amount: deposit.amount,
      depositBoxId: 'box-0001',
      receivedAt: NOW.toISOString(),
      channel: 'batch',
    });
  });
});

describe('parseEvent', () => {
  const [received] = EVENTS;
  const { type, ...detail } = received;
  const right = envelope(type, detail);
  const changed = (data: object) => ({ ...right, detail: { ...detail, data: { ...detail.data, ...data } } });

  test.each<[string, unknown, string[]]>([
    ['nothing', undefined, [' is missing']],
    ['a text', 'secret-value', [' must be Object']],
    ['an empty object', {}, ['/source is missing', '/detail-type is missing', '/detail is missing']],
    ['another source', { ...right, source: 'secret-value' }, ['/source must be "deposits"']],
    ['another event', { ...right, 'detail-type': 'secret-value' }, ['/detail-type is not in the catalogue']],
    ['no detail', { ...right, detail: null }, ['/detail must be Object']],
    [
      'no version',
      { ...right, detail: { ...detail, metadata: {} } },
      ['/detail/metadata/schemaVersion is missing'],
    ],
    [
      'another version',
      { ...right, detail: { ...detail, metadata: { ...detail.metadata, schemaVersion: 2 } } },
      ['/detail/metadata/schemaVersion must be 1'],
    ],
    ['a missing member', changed({ depositId: undefined }), ['/detail/data/depositId is missing']],
    ['another type', changed({ depositBoxId: 7 }), ['/detail/data/depositBoxId must be string']],
    [
      'a value not in the list',
      changed({ channel: 'secret-value' }),
      ['/detail/data/channel must be ("box" | "batch")'],
    ],
    [
      'two that do not conform',
      changed({ depositId: 'secret-value', amount: { minorUnits: -7, currency: 'secret-value' } }),
      [
        '/detail/data/depositId must conform to uuid',
        '/detail/data/amount/minorUnits must conform to min_value >=1',
        '/detail/data/amount/currency must conform to regex /^[A-Z]{3}$/',
      ],
    ],
  ])('GIVEN %s THEN each member is named, without its value', (_, given, problems) => {
    const error = refusal(() => parseEvent(given));
    expect(error.problems.map(({ pointer, detail }) => `${pointer} ${detail}`)).toEqual(problems);
    expect(error.message).not.toContain('secret-value');
  });

  test('GIVEN an event that the consumer is not for THEN it is refused', () => {
    const error = refusal(() => parseEvent(right, ['DepositCleared', 'DepositRejected']));
    expect(error.problems).toEqual([
      { pointer: '/detail-type', detail: 'must be DepositCleared or DepositRejected' },
    ]);
    expect(parseEvent(right, ['DepositReceived'])).toEqual(received);
  });

  test('THEN whatever is given, an event of the catalogue comes back or a refusal without values', () => {
    const secret = 'secret-4711';
    const junk = fc.oneof(fc.jsonValue(), fc.constant(secret), fc.anything());
    const member = fc.dictionary(
      fc.constantFrom('depositId', 'amount', 'reasons', 'channel', 'sequence', '__proto__'),
      junk,
    );
    const anyDetail = fc.oneof(
      junk,
      fc.record({ metadata: fc.oneof(junk, fc.constant(detail.metadata)), data: fc.oneof(junk, member) }),
    );
    const anyType = fc.oneof(fc.constantFrom(...definitions.map(({ name }) => name)), fc.constant(secret));
    const given = fc.oneof(
      junk,
      fc.tuple(anyType, anyDetail).map(([name, body]) => envelope(name, body)),
    );
    fc.assert(
      fc.property(given, (input) => {
        try {
          expect(definitions.map(({ name }) => name)).toContain(parseEvent(input).type);
        } catch (error) {
          expect(error).toBeInstanceOf(EventRefusedError);
          expect(String(error)).not.toContain(secret);
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each(definitions.map((definition): [string, EventDefinition] => [definition.name, definition]))(
    '%s: THEN what conforms is the same after being parsed twice',
    (name, definition) => {
      fc.assert(
        fc.property(conformingTo(jsonSchemaOf(definition.schema)), (given) => {
          const { type: parsedType, ...once } = parseEvent(envelope(name, given));
          expect(parseEvent(envelope(parsedType, once))).toEqual({ type: name, ...once });
        }),
      );
    },
  );
});
