import type { LedgerReport } from '../../../functions/deposits/ledger/verify-ledger';
import type { LedgerDatabase } from '../support/ledger-database';

export interface TamperingProps {
  /** Does nothing where the engine is missing. */
  readonly test: (name: string, work: () => Promise<void>) => void;
  /** Nothing where the engine is missing. At least 201 deposits are posted in it. */
  readonly database: () => LedgerDatabase | undefined;
  readonly verify: () => Promise<{ readonly result: LedgerReport; readonly log: string }>;
  /** The events that were published since the test began. */
  readonly published: () => readonly object[];
}

/** What a superuser can do, whom no grant, trigger or constraint holds, is found by verify-ledger. */
export function tamperingTests(props: TamperingProps): void {
  const { test: it, verify: verifyQuietly, published } = props;
  const use = () => {
    const database = props.database();
    if (!database) throw new Error('there is no database');
    return database;
  };
  const count = async (sql: string) => Number((await use().asSuperuser(sql))[0]?.[0]);

  describe('tampering by a superuser is found by verify-ledger', () => {
    const TABLES = ['deposit', 'ledger_entry', 'ledger_head', 'ledger_anchor'];
    const backup = () =>
      use().asSuperuser(
        ...TABLES.flatMap((table) => [
          `drop table if exists public.${table}_backup`,
          `create table public.${table}_backup as select * from deposits.${table}`,
        ]),
      );
    const restore = () =>
      use().tamper(
        `truncate ${TABLES.map((table) => `deposits.${table}`).join(', ')} cascade`,
        ...TABLES.map((table) => `insert into deposits.${table} select * from public.${table}_backup`),
      );
    const entryAt = (sequence: number) => `select * from deposits.ledger_entry where sequence = ${sequence}`;
    const forged = `insert into deposits.ledger_entry
      select forged.* from (${entryAt(5)}) as five, lateral deposits.forge(five) as forged`;

    beforeAll(async () => {
      if (!props.database()) return;
      await backup();
      // What somebody who knows the algorithm can do: hash what was changed.
      await use().asSuperuser(
        `create or replace function deposits.rehash(first bigint) returns void language plpgsql as $$
         declare entry deposits.ledger_entry; previous text;
         begin
           for entry in select * from deposits.ledger_entry where sequence >= first order by sequence loop
             select hash into previous from deposits.ledger_entry where sequence = entry.sequence - 1;
             entry.previous_hash = coalesce(previous, entry.previous_hash);
             update deposits.ledger_entry set previous_hash = entry.previous_hash, hash = deposits.ledger_hash(entry)
              where sequence = entry.sequence;
           end loop;
           update deposits.ledger_head set hash = (select hash from deposits.ledger_entry order by sequence desc limit 1),
             sequence = (select max(sequence) from deposits.ledger_entry);
         end $$`,
        `create or replace function deposits.forge(entry deposits.ledger_entry) returns deposits.ledger_entry
         language plpgsql as $$
         begin
           entry.sequence = (select max(sequence) from deposits.ledger_entry) + 1;
           entry.hash = deposits.ledger_hash(entry);
           return entry;
         end $$`,
      );
    });
    afterEach(async () => {
      if (props.database()) await restore();
    });

    const set = (columns: string, sequence = 5) =>
      `update deposits.ledger_entry set ${columns} where sequence = ${sequence}`;
    const CASES: readonly (readonly [string, string, number, string | readonly string[]])[] = [
      ['the amount', 'CHANGED', 5, set('debit_minor = debit_minor + 1, credit_minor = credit_minor + 1')],
      ['the customer', 'CHANGED', 5, set(`credit_account = '0000000000'`)],
      ['the currency', 'CHANGED', 5, set(`currency = 'EUR'`)],
      ['a millisecond', 'CHANGED', 5, set(`posted_at = posted_at + interval '1 millisecond'`)],
      ['an endless time', 'CHANGED', 5, set(`posted_at = 'infinity'`)],
      ['the hash', 'CHANGED', 5, set(`hash = repeat('a', 64)`)],
      ['the link', 'BROKEN_LINK', 5, set(`previous_hash = repeat('a', 64)`)],
      [
        'an amount, its own hash computed anew',
        'BROKEN_LINK',
        6,
        [
          set('debit_minor = debit_minor + 1, credit_minor = credit_minor + 1'),
          `update deposits.ledger_entry as entry set hash = deposits.ledger_hash(entry) where sequence = 5`,
        ],
      ],
      [
        'an amount, the chain computed anew from there',
        'DEPOSIT_DIFFERS',
        5,
        [set('debit_minor = debit_minor + 1, credit_minor = credit_minor + 1'), 'select deposits.rehash(5)'],
      ],
      [
        'a time, the chain computed anew from there',
        'REWRITTEN',
        201,
        [set(`posted_at = posted_at + interval '1 day'`), 'select deposits.rehash(5)'],
      ],
      ['an entry deleted', 'MISSING', 5, 'delete from deposits.ledger_entry where sequence = 5'],
      ['the first entry deleted', 'MISSING', 1, 'delete from deposits.ledger_entry where sequence = 1'],
      ['all entries deleted', 'MISSING', 1, 'delete from deposits.ledger_entry'],
      [
        'the end cut off with its head and its deposits',
        'REWRITTEN',
        201,
        [
          `update deposits.deposit set status = 'REJECTED' where id in (
           select deposit_id from deposits.ledger_entry where sequence > 100)`,
          'delete from deposits.ledger_anchor where sequence <> 201',
          'delete from deposits.ledger_entry where sequence > 100',
          'select deposits.rehash(100)',
        ],
      ],
      ['the head moved back', 'INSERTED', -1, 'update deposits.ledger_head set sequence = sequence - 1'],
      ['the hash of the head', 'HEAD_MISMATCH', -1, `update deposits.ledger_head set hash = repeat('a', 64)`],
      ['no head', 'HEAD_MISMATCH', -1, 'delete from deposits.ledger_head'],
      [
        'an anchor',
        'REWRITTEN',
        201,
        `update deposits.ledger_anchor set hash = repeat('b', 64) where sequence = 201`,
      ],
      [
        'the status of a deposit',
        'NOT_CLEARED',
        5,
        `update deposits.deposit set status = 'REJECTED' where id = (
         select deposit_id from deposits.ledger_entry where sequence = 5)`,
      ],
      [
        'a deposit deleted',
        'NOT_CLEARED',
        5,
        `delete from deposits.deposit where id = (
         select deposit_id from deposits.ledger_entry where sequence = 5)`,
      ],
      [
        'the amount of a deposit',
        'DEPOSIT_DIFFERS',
        5,
        `update deposits.deposit set amount_minor = 77 where id = (
         select deposit_id from deposits.ledger_entry where sequence = 5)`,
      ],
      [
        'a deposit CLEARED that was not posted',
        'NOT_POSTED',
        -1,
        `insert into deposits.deposit
         select (json_populate_record(d, json_build_object('id', '01890a5d-ac96-774b-bcce-b302099a8057'))).*
           from deposits.deposit as d limit 1`,
      ],
    ];

    for (const [what, kind, sequence, statements] of CASES) {
      it(`GIVEN ${what} WHEN verified THEN ${kind} is named`, async () => {
        const head = await count('select sequence from deposits.ledger_head');
        const before = await count('select count(*) from deposits.ledger_anchor');
        await use().tamper(...(typeof statements === 'string' ? [statements] : statements));
        const { result, log } = await verifyQuietly();
        const at = sequence < 0 ? head : sequence;
        expect(result.intact).toBe(false);
        expect(result.breaks).toContainEqual(expect.objectContaining({ kind, sequence: at }));
        expect(log).toContain('the ledger is broken');
        expect(log).toContain('"LedgerBreaks":');
        expect(log).not.toMatch(/98765432|CHEQUES/);
        const [first] = result.breaks;
        expect(published()).toEqual([
          expect.objectContaining({
            type: 'LedgerBroken',
            data: { sequence: first?.sequence, kind: first?.kind },
          }),
        ]);
        if (!what.includes('cut off')) {
          expect(await count('select count(*) from deposits.ledger_anchor')).toBe(before);
        }
      });
    }

    it('GIVEN a constraint dropped and an entry unbalanced THEN UNBALANCED is named', async () => {
      await use().asSuperuser('alter table deposits.ledger_entry drop constraint ledger_entry_balance');
      await use().tamper(set('credit_minor = credit_minor + 1'), 'select deposits.rehash(5)');
      const { result } = await verifyQuietly();
      expect(result.breaks).toContainEqual(expect.objectContaining({ kind: 'UNBALANCED', sequence: 5 }));
      await restore();
      await use().asSuperuser(
        'alter table deposits.ledger_entry add constraint ledger_entry_balance check (debit_minor = credit_minor)',
      );
    });

    it('GIVEN a deposit posted a second time, properly chained THEN POSTED_TWICE is named', async () => {
      await use().asSuperuser('alter table deposits.ledger_entry drop constraint ledger_entry_deposit');
      await use().statements('master').run({ sql: forged });
      const last = await count('select max(sequence) from deposits.ledger_entry');
      const { result } = await verifyQuietly();
      expect(result.breaks).toEqual([expect.objectContaining({ kind: 'POSTED_TWICE', sequence: last })]);
      await restore();
      await use().asSuperuser(
        'alter table deposits.ledger_entry add constraint ledger_entry_deposit unique (deposit_id)',
      );
    });

    it('GIVEN entries without a number of their own THEN INSERTED is named', async () => {
      await use().asSuperuser(
        'alter table deposits.ledger_entry drop constraint ledger_entry_pkey, drop constraint ledger_entry_deposit',
        'alter table deposits.ledger_entry drop constraint ledger_entry_sequence',
      );
      await use().tamper(
        `insert into deposits.ledger_entry ${entryAt(9)}`,
        forged,
        `update deposits.ledger_entry set sequence = 0 where sequence = (select max(sequence) from deposits.ledger_entry)`,
      );
      const { result } = await verifyQuietly();
      expect(result.breaks).toContainEqual(expect.objectContaining({ kind: 'INSERTED', sequence: 9 }));
      expect(result.breaks).toContainEqual(expect.objectContaining({ kind: 'INSERTED', sequence: 0 }));
      await restore();
      await use().asSuperuser(
        'alter table deposits.ledger_entry add constraint ledger_entry_pkey primary key (sequence)',
        'alter table deposits.ledger_entry add constraint ledger_entry_deposit unique (deposit_id)',
        'alter table deposits.ledger_entry add constraint ledger_entry_sequence check (sequence >= 1)',
      );
    });

    it('GIVEN everything restored THEN it is intact again', async () => {
      expect((await verifyQuietly()).result).toMatchObject({ intact: true, breaks: [] });
    });
  });
}
