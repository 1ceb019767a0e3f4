import { clearDeposit, clearingContracts } from '../../../stacks/workflows/clear-deposit';
import type { PartnerDelivery } from '../../../tools/emulator/partner/partner-bank';
import type { EmulatorEvent } from '../../../tools/emulator/start-emulator';
import { Board } from '../../../tools/local/board';
import type { Card } from '../../../tools/local/card';
import { LANE_OF_STATE } from '../../../tools/local/lanes';
import type { LogEntry } from '../../../tools/local/log-book';

type WorkflowEvent = Extract<EmulatorEvent, { kind: 'workflow' }>;

const ID = '01a20867-1d71-7185-b679-1c78c76b7dbe';

let changed: Card[];
let board: Board;
beforeEach(() => {
  changed = [];
  board = new Board((card) => changed.push(card));
});

function step(event: WorkflowEvent['event'], state?: string, more: Partial<WorkflowEvent> = {}): void {
  board.workflow({
    kind: 'workflow',
    event,
    machine: 'deposits-emulator-clear-deposit',
    executionName: ID,
    executionArn: `arn:aws:states:eu-central-1:123456789012:execution:clear-deposit:${ID}`,
    timeMs: 1_000,
    ...(state === undefined ? {} : { state }),
    ...more,
  });
}

function log(functionName: string, message: string, fields: Record<string, unknown> = {}): void {
  const entry: LogEntry = {
    number: 1,
    timeMs: 1,
    functionName,
    level: 'info',
    message,
    fields,
    depositId: ID,
  };
  board.log(entry);
}

function delivery(status: number, body = JSON.stringify({ depositId: ID })): PartnerDelivery {
  return { receivedMs: 2, path: '/', idempotencyKey: 'k', body, status, isRepeated: false };
}

describe('the board', () => {
  it('has a lane for each state of the deployed workflow', () => {
    const functions = Object.fromEntries(
      clearingContracts.map(({ name }) => [name, { aliasArn: `arn:${name}`, timeoutSeconds: 30 }]),
    ) as Parameters<typeof clearDeposit>[0];
    expect(Object.keys(LANE_OF_STATE).sort()).toEqual(stateNames(clearDeposit(functions)).sort());
  });

  it('follows a deposit from its receipt to the partner', () => {
    const lanes: string[] = [];
    const look = () => lanes.push(board.find(ID)?.lane ?? 'nowhere');
    log('submit-deposit', 'the deposit was accepted');
    look();
    for (const state of ['Read cheque', 'Decide', 'Post to ledger', 'Cleared']) {
      step('state-entered', state);
      look();
    }
    board.delivered(delivery(200));
    look();
    expect(lanes).toEqual(['received', 'checks', 'decision', 'decision', 'posted', 'notified']);
    expect(board.counts).toEqual({
      received: 0,
      checks: 0,
      decision: 0,
      approval: 0,
      posted: 0,
      notified: 1,
      rejected: 0,
    });
  });

  it('knows a deposit told before its workflow has ended', () => {
    step('state-entered', 'Post to ledger');
    board.delivered(delivery(200));
    expect(board.find(ID)?.lane).toBe('decision');
    step('state-entered', 'Cleared');
    expect(board.find(ID)?.lane).toBe('notified');
  });

  it('leaves a rejected deposit where it is when the partner is told', () => {
    step('state-entered', 'Rejected');
    board.delivered(delivery(500));
    expect(board.find(ID)).toMatchObject({ lane: 'rejected', isTold: false });
    board.delivered(delivery(200));
    expect(board.find(ID)).toMatchObject({ lane: 'rejected', isTold: true });
  });

  it('shows who waits for a person, and why', () => {
    step('state-entered', 'Request approval');
    log('request-approval', 'the approval was asked for', { reasons: ['AMOUNT_ABOVE_LIMIT'] });
    step('waiting-for-token', 'Request approval');
    expect(board.find(ID)).toMatchObject({ lane: 'approval', reasons: ['AMOUNT_ABOVE_LIMIT'] });
  });

  it('shows retries, and a technical failure until it is redriven', () => {
    step('state-entered', 'Post to ledger');
    step('state-retried', 'Post to ledger', { error: 'UnavailableError' });
    step('execution-failed', 'Post to ledger', { error: 'UnavailableError' });
    expect(board.find(ID)).toMatchObject({
      lane: 'decision',
      retries: 1,
      failure: 'Post to ledger failed: UnavailableError',
    });
    step('execution-redriven');
    expect(board.find(ID)?.failure).toBeUndefined();
  });

  it('takes on no deposit that was only asked for', () => {
    log('get-deposit', 'answered');
    expect(board.list()).toEqual([]);
    expect(changed).toEqual([]);
  });

  it('ignores other workflows, and notifications that it cannot read', () => {
    step('state-entered', 'Split batch', { machine: 'deposits-emulator-process-batch' });
    board.delivered(delivery(200, 'no JSON'));
    expect(board.list()).toEqual([]);
  });

  it('tells of each change, and keeps the steps out of what every page is sent', () => {
    step('state-entered', 'Decide');
    expect(changed.map(({ id }) => id)).toEqual([ID]);
    expect(board.find(ID)?.steps).toEqual([{ timeMs: 1_000, text: 'Decide · entered' }]);
    expect(board.summaries()[0]).not.toHaveProperty('steps');
  });

  it('forgets the oldest that are done, and counts them all the same', () => {
    for (let number = 0; number < 3_100; number += 1) {
      const executionName = `deposit-${number}`;
      step('state-entered', 'Cleared', { executionName });
      board.delivered(delivery(200, JSON.stringify({ depositId: executionName })));
    }
    expect(board.counts.notified).toBe(3_100);
    expect(board.list().length).toBeLessThanOrEqual(3_001);
    expect(board.find('deposit-0')).toBeUndefined();
    expect(board.find('deposit-3099')).toBeDefined();
  });
});

interface States {
  readonly states: Readonly<Record<string, unknown>>;
}

/** The names of all states, those of branches too. */
function stateNames(workflow: unknown): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { states } = value as Partial<States>;
    if (states) found.push(...Object.keys(states));
    for (const child of Object.values(value)) visit(child);
  };
  visit(workflow);
  return [...new Set(found)];
}
