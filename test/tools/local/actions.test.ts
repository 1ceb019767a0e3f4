import type { ApiAnswer } from '../../../tools/deploy/deposit-client';
import type { SampleDeposit } from '../../../tools/deploy/sample-deposit';
import { Actions, type ActionsOptions } from '../../../tools/local/actions';
import type { Card } from '../../../tools/local/card';

const ID = '01a20867-1d71-7185-b679-1c78c76b7dbe';

describe('the actions of the page', () => {
  let submitted: SampleDeposit[];
  let done: unknown[];
  let decision: ApiAnswer;
  let card: Partial<Card> | undefined;
  let actions: Actions;
  beforeEach(() => {
    submitted = [];
    done = [];
    decision = answered(200, {});
    card = undefined;
    const upload = { url: 'http://127.0.0.1:1/', fields: {} };
    const local = {
      client: {
        submit: async (deposit: SampleDeposit) => {
          submitted.push(deposit);
          if (deposit.amount === '12.345') {
            return answered(422, { errors: [{ pointer: '/amount', detail: 'has too many digits' }] });
          }
          return answered(202, { depositId: ID, upload });
        },
        announceBatch: async () => answered(202, { batchId: 'b-1', upload }),
      },
      approver: {
        decide: async (...args: unknown[]) => {
          done.push(args);
          return decision;
        },
      },
      partner: { fail: (...args: unknown[]) => done.push(args), recover: () => done.push('recovered') },
      emulator: {
        fireSchedule: async (name: string) => {
          done.push(name);
          return { outcome: 'delivered', attempts: 1 };
        },
        workflows: { redrive: (arn: string) => done.push(arn) },
        dataApi: {
          pause: async (options: object) => done.push(options),
          cutOff: async () => done.push('cut off'),
          restore: () => done.push('restored'),
        },
      },
    } as unknown as ActionsOptions['local'];
    actions = new Actions({
      local,
      board: { find: () => card } as unknown as ActionsOptions['board'],
      batches: { follow: (...args: unknown[]) => done.push(args) } as unknown as ActionsOptions['batches'],
    });
    jest.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(null, { status: 204 }));
  });
  afterEach(() => jest.restoreAllMocks());

  it('send a deposit with its image', async () => {
    expect(await actions.run('deposit', { kind: 'clean' })).toEqual({
      said: '202: deposit …c76b7dbe was accepted.',
    });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('send one above the limit, and one without its image', async () => {
    await actions.run('deposit', { kind: 'large' });
    expect(submitted[0]?.amount).toBe('25000.00');
    jest.mocked(fetch).mockClear();
    await actions.run('deposit', { kind: 'no-image' });
    expect(fetch).not.toHaveBeenCalled();
  });

  it('send the same cheque again', async () => {
    await actions.run('deposit', { kind: 'clean' });
    await actions.run('deposit', { kind: 'duplicate' });
    expect(submitted[1]).toEqual(submitted[0]);
  });

  it('send an image that shows another amount', async () => {
    await actions.run('deposit', { kind: 'other-amount' });
    const form = jest.mocked(fetch).mock.calls[0]?.[1]?.body as FormData;
    const image = Buffer.from(await (form.get('file') as Blob).arrayBuffer()).toString('latin1');
    expect(image).toContain('1,350.00');
  });

  it('show what is answered to a malformed deposit', async () => {
    expect(await actions.run('deposit', { kind: 'malformed' })).toEqual({
      said: '422: /amount has too many digits.',
    });
  });

  it('send a batch and follow it', async () => {
    expect(await actions.run('batch', { size: 100 })).toMatchObject({
      said: expect.stringContaining('100 lines'),
    });
    expect(done).toEqual([['b-1', 100]]);
  });

  it('decide as somebody else than the submitter', async () => {
    expect(await actions.run('decide', { depositId: ID, decision: 'APPROVE' })).toEqual({
      said: '200: …c76b7dbe was approved.',
    });
    expect(done).toEqual([[ID, 'APPROVE']]);
  });

  it('say why a decision was not taken', async () => {
    decision = answered(409, { detail: 'Somebody has decided already.' });
    const decided = actions.run('decide', { depositId: ID, decision: 'REFUSE' });
    await expect(decided).rejects.toThrow('409: Somebody has decided already.');
  });

  it('fire the schedule of the verification', async () => {
    await actions.run('verify-ledger', {});
    expect(done).toEqual(['verify-ledger']);
  });

  it('redrive what has failed, and nothing else', async () => {
    await expect(actions.run('redrive', { depositId: ID })).rejects.toThrow(/only a clearing that failed/);
    card = { executionArn: 'arn:execution', failure: 'failed' };
    await actions.run('redrive', { depositId: ID });
    expect(done).toEqual(['arn:execution']);
  });

  it('bring faults, and take them back', async () => {
    for (const kind of ['partner-fails', 'pause-database', 'cut-database', 'none']) {
      expect(await actions.run('fault', { kind })).toEqual({ said: expect.stringMatching(/\.$/) });
    }
    expect(done).toEqual([
      [{ kind: 'status', status: 500 }, 10],
      { seconds: 15 },
      'cut off',
      'recovered',
      'restored',
    ]);
  });

  it.each([
    ['nosuch', {}, /action must be one of deposit, batch/],
    ['toString', {}, /action must be one of/],
    ['deposit', {}, /kind must be a text/],
    ['deposit', { kind: 'constructor' }, /kind must be one of clean, large/],
    ['fault', { kind: 'nosuch' }, /kind must be one of partner-fails/],
    ['batch', { size: 0 }, /1 to 2000 lines/],
    ['batch', { size: 2001 }, /1 to 2000 lines/],
    ['batch', { size: '10' }, /1 to 2000 lines/],
    ['decide', { depositId: ID, decision: 'MAYBE' }, /decision must be APPROVE or REFUSE/],
    ['decide', { depositId: 'x'.repeat(101), decision: 'APPROVE' }, /depositId must be a text/],
  ])('refuse %s with %j', async (name, input, message) => {
    await expect(actions.run(name, input)).rejects.toThrow(message);
    expect({ submitted, done }).toEqual({ submitted: [], done: [] });
  });
});

function answered(status: number, body: object): ApiAnswer {
  return { status, body, headers: new Headers() };
}
