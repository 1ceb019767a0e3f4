import { sampleBatch } from '../../../tools/deploy/sample-batch';
import { sendBatch } from '../../../tools/deploy/send-deposit';
import { type RunningSystem, until } from './running-system';

interface BatchView {
  readonly status: string;
  readonly counts?: object;
  readonly rejects?: readonly { readonly line: number; readonly errors: readonly { pointer: string }[] }[];
}

const SIZE = 500;
const BOX = 'branch-of-the-test';

/** A file of many cheques. */
export function describeBatch(system: () => RunningSystem): void {
  describe(`takes a file of ${SIZE} cheques`, () => {
    const batch = sampleBatch(SIZE, BOX);
    let view: BatchView;

    it('and splits and merges it', async () => {
      expect(batch.malformed).toBeGreaterThan(0);
      expect(batch.duplicates).toBeGreaterThan(0);
      const { local } = system();
      const batchId = await sendBatch(local.client, batch.lines);
      view = await until('the batch being completed', 180, async () => {
        const { body } = await local.client.getBatch(batchId);
        return (body as BatchView).status === 'COMPLETED' ? (body as BatchView) : undefined;
      });
      expect(view.counts).toEqual({
        lines: SIZE,
        accepted: batch.accepted.length,
        rejected: batch.malformed,
        duplicates: batch.duplicates,
      });
    });

    it('naming what is wrong with lines that are refused', () => {
      expect(view.rejects?.map(({ line }) => line)).toEqual(
        batch.lines.flatMap((_, index) => ((index + 1) % 50 === 0 ? [index + 1] : [])),
      );
      const pointers = view.rejects?.flatMap(({ errors }) => errors.map(({ pointer }) => pointer));
      expect(new Set(pointers)).toEqual(new Set(['', '/amount', '/drawer/routingNumber']));
    });

    it('shows it to nobody else', async () => {
      const { local } = system();
      const batchId = await sendBatch(local.client, [batch.lines[0] ?? '']);
      expect((await local.client.getBatch(batchId)).status).toBe(200);
      expect((await local.approver.getBatch(batchId)).status).toBe(404);
    });

    it('and clears every cheque of it once', async () => {
      const { owner } = system();
      let rows: unknown;
      await until(
        'the batch being cleared',
        600,
        async () => {
          rows = await owner.query(
            `select d.status, count(*) as deposits, count(e.sequence) as entries
               from deposits.deposit d left join deposits.ledger_entry e on e.deposit_id = d.id
              where d.deposit_box_id = :box and d.status <> 'REJECTED' group by d.status`,
            { box: BOX },
          );
          const [only, ...others] = rows as { status: string; deposits: number; entries: number }[];
          const all = batch.accepted.length;
          const isDone = only?.status === 'CLEARED' && only.deposits === all && others.length === 0;
          return isDone && only.entries === all ? true : undefined;
        },
        () => rows,
      );
    });
  });
}
