import { type RunningSystem, until } from './running-system';

interface Verification {
  /** Absent in the platform's own lines. */
  readonly msg?: string;
  readonly breaks?: readonly { readonly sequence: number; readonly kind: string }[];
}

/** The guard of the ledger, fired by hand. */
export function describeLedger(system: () => RunningSystem): void {
  describe('verifies its ledger', () => {
    it('and finds the chain whole', async () => {
      expect(await verify(system())).toMatchObject({ msg: 'the ledger is intact' });
    });

    it('which nobody changes, the owner neither', async () => {
      const change = system().owner.query(
        'update deposits.ledger_entry set credit_minor = credit_minor where sequence = 1',
      );
      await expect(change).rejects.toThrow(/append-only/);
    });

    it('unless who owns the table takes its guard away: then the broken link is named', async () => {
      const { owner } = system();
      const [original] = await owner.query(
        'select debit_minor, hash from deposits.ledger_entry where sequence = 1',
      );
      const { debit_minor: amount, hash } = original as { debit_minor: number; hash: string };
      // With a hash that fits, as somebody would who knows how it is made: only the next entry shows it.
      await forge(owner, `${amount + 100_000}`, 'deposits.ledger_hash(changed)');
      const found = await verify(system()).finally(() => forge(owner, `${amount}`, `'${hash}'`));
      expect(found.msg).toBe('the ledger is broken');
      expect(found.breaks).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ sequence: 2, kind: 'BROKEN_LINK' }),
          expect.objectContaining({ sequence: 1, kind: 'DEPOSIT_DIFFERS' }),
        ]),
      );
      expect(await verify(system())).toMatchObject({ msg: 'the ledger is intact' });
    });
  });
}

/** Writes another amount into the first entry, past the guards. */
async function forge(owner: RunningSystem['owner'], amount: string, hash: string): Promise<void> {
  await owner.query(`do $forge$
    declare changed deposits.ledger_entry;
    begin
      alter table deposits.ledger_entry disable trigger ledger_entry_append_only;
      select * into changed from deposits.ledger_entry where sequence = 1;
      changed.debit_minor = ${amount};
      changed.credit_minor = ${amount};
      update deposits.ledger_entry set debit_minor = ${amount}, credit_minor = ${amount}, hash = ${hash}
       where sequence = 1;
      alter table deposits.ledger_entry enable always trigger ledger_entry_append_only;
    end $forge$`);
}

/** Fires the schedule and waits for what the function says. */
async function verify({ local, logs }: RunningSystem): Promise<Verification> {
  const before = logs.length;
  const delivery = await local.emulator.fireSchedule('verify-ledger');
  expect(delivery.outcome).toBe('delivered');
  return until('the verification', 60, () =>
    logs
      .slice(before)
      .filter(({ functionName, line }) => functionName.endsWith('verify-ledger') && line.startsWith('{'))
      .map(({ line }) => JSON.parse(line) as Verification)
      .find(({ msg }) => msg?.startsWith('the ledger is')),
  );
}
