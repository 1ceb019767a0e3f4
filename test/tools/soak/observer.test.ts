import type { PartnerDelivery } from '../../../tools/emulator/partner/partner-bank';
import type { EmulatorEvent } from '../../../tools/emulator/start-emulator';
import { LeakWatch } from '../../../tools/soak/leaks';
import { type Begun, Observer } from '../../../tools/soak/observer';

const ID = '0199aaaa-0000-7000-8000-000000000001';

function observer(): { readonly observer: Observer; readonly leaks: LeakWatch } {
  const leaks = new LeakWatch();
  return { observer: new Observer(leaks, 'deposits-emulator-'), leaks };
}

function log(line: string, source: 'platform' | 'function' = 'function'): EmulatorEvent {
  return {
    kind: 'log',
    source,
    functionName: 'deposits-emulator-start-clearing',
    version: '1',
    logGroup: 'g',
    logStream: 's',
    timeMs: 1,
    line,
  };
}

function workflow(
  event: Extract<EmulatorEvent, { kind: 'workflow' }>['event'],
  state?: string,
): EmulatorEvent {
  return {
    kind: 'workflow',
    event,
    machine: 'clear-deposit',
    executionName: ID,
    executionArn: 'arn',
    timeMs: 1,
    ...(state === undefined ? {} : { state, error: 'UnavailableError' }),
  };
}

function delivery(change: Partial<PartnerDelivery> & { readonly outcome?: string }): PartnerDelivery {
  const { outcome = 'CLEARED', ...rest } = change;
  return {
    receivedMs: 5,
    path: '/',
    idempotencyKey: 'key',
    body: JSON.stringify({ depositId: ID, outcome }),
    status: 200,
    isRepeated: false,
    ...rest,
  };
}

describe('the observer', () => {
  it('counts invocations by the short name of the function', () => {
    const { observer: seen } = observer();
    const ended = { kind: 'invocation', version: '1', requestId: 'r', durationMs: 7 } as const;
    const functionName = 'deposits-emulator-post-ledger';
    seen.event({ ...ended, functionName, status: 'success', initDurationMs: 90 });
    seen.event({ ...ended, functionName, status: 'timeout' });
    expect(seen.functions.get('post-ledger')).toEqual({
      invocations: 2,
      failed: 1,
      cold: 1,
      milliseconds: 14,
    });
  });

  it('follows executions: waiting, finished, failed, redriven', () => {
    const { observer: seen } = observer();
    seen.event(workflow('execution-started'));
    seen.event(workflow('waiting-for-token', 'Request approval'));
    expect(seen.waiting).toEqual(new Set([ID]));
    seen.event(workflow('state-retried', 'Decide'));
    seen.event(workflow('execution-failed', 'Decide'));
    expect(seen.waiting.size).toBe(0);
    expect(seen.finished).toEqual(new Set([ID]));
    seen.event(workflow('execution-redriven'));
    expect(seen.finished.size).toBe(0);
    seen.event(workflow('execution-succeeded'));
    expect(seen.finished).toEqual(new Set([ID]));
    expect(seen.executions).toEqual({ started: 1, succeeded: 1, failed: 1, redriven: 1 });
    expect([...seen.executionErrors, ...seen.taskRetries]).toEqual([
      ['Decide: UnavailableError', 1],
      ['Decide: UnavailableError', 1],
    ]);
  });

  it('keeps why a message failed, and looks through every log', () => {
    const { observer: seen, leaks } = observer();
    leaks.addCustomerData(['712345678901']);
    seen.event(
      log(
        JSON.stringify({
          messageId: 'm',
          error: { name: 'SyntaxError', message: 'the body is not JSON' },
          msg: 'the message does not conform',
        }),
      ),
    );
    seen.event(log('the message failed: no JSON'));
    seen.event({ kind: 'access-log', logGroup: 'g', logStream: 's', message: '712345678901' });
    seen.event({ kind: 'moto', line: '712345678901' });
    seen.event({ kind: 'notice', message: '712345678901' });
    expect(seen.messageErrors.get('m')).toBe('SyntaxError: the body is not JSON');
    expect(seen.messageFailures).toBe(2);
    expect({ count: leaks.count, lines: leaks.lines }).toEqual({ count: 3, lines: 5 });
    expect(seen.notices).toHaveLength(1);
  });

  it('tells when a process begins an invocation, in either format of the platform', () => {
    const { observer: seen } = observer();
    const begun: Begun[] = [];
    seen.onBegun = (one) => void begun.push(one);
    seen.event(log('START RequestId: 1 Version: 1', 'platform'));
    seen.event(log('{"type":"platform.start"}', 'platform'));
    seen.event(log('END RequestId: 1', 'platform'));
    seen.event(log('START of something else'));
    expect(begun).toEqual(
      Array.from({ length: 2 }, () => ({ functionName: 'start-clearing', logStream: 's' })),
    );
  });

  it('keeps what the partner took, and what it refused for its signature', () => {
    const { observer: seen } = observer();
    seen.delivery(delivery({ status: 500 }));
    seen.delivery(delivery({ status: 401 }));
    seen.delivery(delivery({ receivedMs: 6 }));
    seen.delivery(delivery({ receivedMs: 9, isRepeated: true }));
    expect(seen.signatureRefusals).toBe(1);
    expect(seen.told.get(ID)).toEqual({
      outcomes: new Set(['CLEARED']),
      idempotencyKeys: new Set(['key']),
      firstMs: 6,
      times: 2,
    });
  });

  it('counts calls of services', () => {
    const { observer: seen } = observer();
    const call = {
      service: 'sqs',
      operation: 'SendMessage',
      credentials: undefined,
      method: 'POST',
      path: '/',
      status: 200,
      durationMs: 3,
    };
    seen.event({ kind: 'call', call });
    seen.event({ kind: 'call', call });
    expect(seen.calls.get('sqs SendMessage')).toEqual({ count: 2, milliseconds: 6 });
  });
});
