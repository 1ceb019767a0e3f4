import type { EmulatorEvent } from '../../../tools/emulator/start-emulator';
import { LogBook } from '../../../tools/local/log-book';

type LogEvent = Extract<EmulatorEvent, { kind: 'log' }>;

const ID = '01a20867-1d71-7185-b679-1c78c76b7dbe';
const OTHER = '01a20868-09ad-7185-8e35-d01a91315095';

function event(line: string | object, more: Partial<LogEvent> = {}): LogEvent {
  return {
    kind: 'log',
    source: 'function',
    functionName: 'deposits-emulator-post-ledger',
    version: '1',
    logGroup: 'g',
    logStream: 's',
    timeMs: 5,
    line: typeof line === 'string' ? line : JSON.stringify(line),
    ...more,
  };
}

describe('the log book', () => {
  let book: LogBook;
  beforeEach(() => {
    book = new LogBook('deposits-emulator-');
  });

  it('reads what pino wrote: message, level, and what else it says', () => {
    const line = {
      level: 'info',
      requestId: 'r',
      version: '1',
      depositId: ID,
      ledgerSequence: 3,
      msg: 'posted',
    };
    expect(book.add(event(line))).toEqual({
      number: 1,
      timeMs: 5,
      functionName: 'post-ledger',
      level: 'info',
      message: 'posted',
      fields: { depositId: ID, ledgerSequence: 3 },
      depositId: ID,
    });
  });

  it('keeps what is no JSON as it is', () => {
    expect(book.add(event('a plain line'))).toMatchObject({ message: 'a plain line', fields: {} });
    expect(book.add(event('{broken'))).toMatchObject({ message: '{broken', fields: {} });
  });

  it('says what an error is, without its stack', () => {
    const error = { type: 'UnavailableError', message: 'not in time', stack: 'at …' };
    expect(book.add(event({ level: 'error', error, msg: 'the task failed' }))).toMatchObject({
      level: 'error',
      fields: { error: 'UnavailableError: not in time' },
    });
    const thrown = {
      timestamp: 't',
      level: 'ERROR',
      message: { errorType: 'E', errorMessage: 'why', trace: [] },
    };
    expect(book.add(event(thrown))).toMatchObject({ level: 'error', message: 'E: why', fields: {} });
  });

  it('tells metrics as such', () => {
    const metrics = { _aws: { Timestamp: 1 }, FunctionName: 'f', PartnerNotificationsDelivered: 1 };
    expect(book.add(event(metrics))).toMatchObject({
      message: 'metrics',
      fields: { PartnerNotificationsDelivered: 1 },
    });
  });

  it("leaves the platform's own lines out", () => {
    expect(book.add(event('START', { source: 'platform' }))).toBeUndefined();
    expect(book.last(10)).toEqual([]);
  });

  it('finds the lines of a deposit, those of the same request too', () => {
    book.add(event({ requestId: 'r', depositId: ID, msg: 'first' }));
    book.add(event({ requestId: 'r', msg: 'second' }));
    book.add(event({ requestId: 'other', depositId: OTHER, msg: 'not this' }));
    expect(book.last(10, ID).map(({ message }) => message)).toEqual(['first', 'second']);
  });

  it('takes no line for a deposit when its request is about several', () => {
    book.add(event({ requestId: 'r', depositId: ID, msg: 'first' }));
    book.add(event({ requestId: 'r', depositId: OTHER, msg: 'second' }));
    book.add(event({ requestId: 'r', msg: 'of both' }));
    expect(book.last(10, ID).map(({ message }) => message)).toEqual(['first']);
    expect(book.last(10).map(({ message }) => message)).toEqual(['first', 'second', 'of both']);
  });

  it('keeps the last lines only', () => {
    for (let number = 0; number < 40_000; number += 1) book.add(event(`line ${number}`));
    const kept = book.last(1_000_000);
    expect(kept.length).toBeLessThanOrEqual(33_000);
    expect(kept.at(-1)?.message).toBe('line 39999');
  });
});
