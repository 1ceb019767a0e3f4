import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { hashOfEntry, sealed, serializeEntry } from '../../../../functions/deposits/ledger/entry-hash';
import { GENESIS, type LedgerEntry } from '../../../../functions/deposits/ledger/ledger-entry';
import { verifyChain } from '../../../../functions/deposits/ledger/verify-chain';
import { chainOf, positionOf, postable } from '../../support/ledger-chains';

const deposits = fc.uniqueArray(postable, {
  minLength: 1,
  maxLength: 12,
  selector: (each) => each.depositId,
});
const EXAMPLE = {
  sequence: 1,
  depositId: '01890a5d-ac96-774b-bcce-b302099a8057',
  currency: 'USD',
  debit: { account: 'CHEQUES-IN-CLEARING', minorUnits: 125_000 },
  credit: { account: '987654321098', minorUnits: 125_000 },
  postedAtMicros: 1_767_225_600_123_000,
  previousHash: GENESIS.hash,
};

describe('the text of an entry', () => {
  test('is as docs/ledger.md has it, and hashed with SHA-256', () => {
    const text = [
      '21 deposits.ledger-entry\n1 1\n1 1\n36 01890a5d-ac96-774b-bcce-b302099a8057\n3 USD\n',
      '19 CHEQUES-IN-CLEARING\n6 125000\n12 987654321098\n6 125000\n16 1767225600123000\n',
      `64 ${'0'.repeat(64)}\n`,
    ].join('');
    expect(serializeEntry(EXAMPLE)).toBe(text);
    expect(hashOfEntry(EXAMPLE)).toBe(createHash('sha256').update(text).digest('hex'));
    expect(hashOfEntry(EXAMPLE)).toBe('03ff3be2366c51cf0c974451e6a75b78c73bc3cce3f18b62c4fcdd097cb01750');
  });

  test('THEN two different contents never have the same text, whatever is in the members', () => {
    const member = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '1 1\n', '\n', ' ', '12'));
    const content = fc.record({
      ...Object.fromEntries(['depositId', 'currency', 'previousHash'].map((name) => [name, member])),
      sequence: fc.integer(),
      postedAtMicros: fc.integer(),
      debit: fc.record({ account: member, minorUnits: fc.integer() }),
      credit: fc.record({ account: member, minorUnits: fc.integer() }),
    }) as unknown as fc.Arbitrary<typeof EXAMPLE>;
    fc.assert(
      fc.property(content, content, (left, right) => {
        const same = serializeEntry(left) === serializeEntry(right);
        expect(same).toBe(JSON.stringify(members(left)) === JSON.stringify(members(right)));
      }),
    );
  });
});

function members(entry: typeof EXAMPLE) {
  const { sequence, depositId, currency, debit, credit, postedAtMicros, previousHash } = entry;
  const numbers = [sequence, debit.minorUnits, credit.minorUnits, postedAtMicros].map(String);
  return [...numbers, depositId, currency, debit.account, credit.account, previousHash];
}

describe('verifyChain', () => {
  test('THEN deposits posted in any order make a valid chain, in one piece and in pages', () => {
    fc.assert(
      fc.property(deposits, fc.nat(), (all, cut) => {
        const entries = chainOf(all);
        const head = positionOf(entries);
        expect(verifyChain(entries, { head })).toEqual({ breaks: [], position: head, entries: all.length });
        const at = cut % (all.length + 1);
        const first = verifyChain(entries.slice(0, at));
        expect(first.breaks).toEqual([]);
        expect(verifyChain(entries.slice(at), { after: first.position, head }).breaks).toEqual([]);
      }),
    );
  });

  test('THEN no change of any member of any entry stays unseen', () => {
    const change = fc.constantFrom<(entry: LedgerEntry) => LedgerEntry>(
      (entry) => ({
        ...entry,
        depositId: `${entry.depositId.slice(0, -1)}${entry.depositId.endsWith('0') ? 1 : 0}`,
      }),
      (entry) => ({ ...entry, currency: entry.currency === 'CHF' ? 'USD' : 'CHF' }),
      (entry) => ({ ...entry, debit: { ...entry.debit, account: `${entry.debit.account}X` } }),
      (entry) => ({ ...entry, debit: { ...entry.debit, minorUnits: entry.debit.minorUnits + 1 } }),
      (entry) => ({ ...entry, credit: { ...entry.credit, account: `${entry.credit.account}0` } }),
      (entry) => ({ ...entry, credit: { ...entry.credit, minorUnits: -entry.credit.minorUnits } }),
      (entry) => ({ ...entry, debit: entry.credit, credit: entry.debit }),
      (entry) => ({ ...entry, postedAtMicros: entry.postedAtMicros + 1 }),
      (entry) => ({ ...entry, postedAtMicros: Number.NaN }),
      (entry) => ({ ...entry, previousHash: 'f'.repeat(64) }),
      (entry) => ({ ...entry, hash: entry.hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }),
      (entry) => ({ ...entry, hash: '' }),
      (entry) => ({ ...entry, sequence: entry.sequence + 1 }),
      (entry) => ({ ...entry, sequence: 0 }),
    );
    fc.assert(
      fc.property(deposits, fc.nat(), change, fc.boolean(), (all, which, tamper, rehash) => {
        const entries = chainOf(all);
        const head = positionOf(entries);
        const index = which % entries.length;
        const changed = tamper(entries[index] as LedgerEntry);
        // Whoever knows the algorithm hashes what was changed: then the next link, or the head, does not fit.
        entries[index] = rehash ? sealed(changed) : changed;
        const isBack = JSON.stringify(entries) === JSON.stringify(chainOf(all));
        const { breaks } = verifyChain(entries, { head });
        expect(breaks.length > 0).toBe(!isBack);
        if (!isBack)
          expect(Math.min(...breaks.map(({ sequence }) => sequence))).toBeLessThanOrEqual(index + 2);
      }),
    );
  });

  test('THEN no entry is deleted, repeated, moved or added unseen', () => {
    const operation = fc.constantFrom('delete', 'repeat', 'swap', 'append', 'cut');
    fc.assert(
      fc.property(deposits, postable, fc.nat(), operation, (all, more, which, what) => {
        const entries = chainOf(all);
        const head = positionOf(entries);
        const index = which % entries.length;
        const entry = entries[index] as LedgerEntry;
        if (what === 'delete') entries.splice(index, 1);
        if (what === 'repeat') entries.splice(index, 0, entry);
        if (what === 'swap') entries.splice(index, 2, ...entries.slice(index, index + 2).reverse());
        if (what === 'append') entries.push(chainOf([...all, more]).at(-1) as LedgerEntry);
        if (what === 'cut') entries.splice(index);
        const unchanged = what === 'swap' && index === all.length - 1;
        expect(verifyChain(entries, { head }).breaks.length > 0).toBe(!unchanged);
      }),
    );
  });

  test('GIVEN a chain computed anew from an entry on THEN the head of the old one shows it', () => {
    fc.assert(
      fc.property(deposits, fc.nat(), (all, which) => {
        const index = which % all.length;
        const forged = all.map((each, place) =>
          place === index ? { ...each, minorUnits: each.minorUnits + 1 } : each,
        );
        const head = positionOf(chainOf(all));
        expect(verifyChain(chainOf(forged), { head }).breaks).toEqual([
          { sequence: all.length, kind: 'HEAD_MISMATCH' },
        ]);
      }),
    );
  });

  const [one, two, three] = chainOf(
    [1, 2, 3].map((minorUnits) => ({
      depositId: `01890a5d-ac96-774b-bcce-b302099a805${minorUnits}`,
      currency: 'USD',
      minorUnits,
      account: '1234',
      postedAtMicros: minorUnits,
    })),
  ) as [LedgerEntry, LedgerEntry, LedgerEntry];
  const unbalanced = sealed({ ...two, credit: { ...two.credit, minorUnits: 5 } });
  const sameAccount = sealed({ ...two, credit: two.debit });
  const nothing = sealed({
    ...two,
    debit: { ...two.debit, minorUnits: 0 },
    credit: { ...two.credit, minorUnits: 0 },
  });

  test.each<[string, LedgerEntry[], string[]]>([
    ['nothing wrong', [one, two, three], []],
    ['an entry changed', [one, { ...two, currency: 'EUR' }, three], ['2 CHANGED']],
    ['a changed entry hashed anew', [one, sealed({ ...two, currency: 'EUR' }), three], ['3 BROKEN_LINK']],
    ['an entry deleted', [one, three], ['2 MISSING']],
    ['an entry twice', [one, two, two, three], ['2 INSERTED']],
    ['a wrong link', [one, sealed({ ...two, previousHash: 'a'.repeat(64) })], ['2 BROKEN_LINK']],
    ['debit and credit unequal', [one, unbalanced], ['2 UNBALANCED']],
    ['one account on both sides', [one, sameAccount], ['2 UNBALANCED']],
    ['an amount of nothing', [one, nothing], ['2 UNBALANCED']],
    ['an entry before the first', [sealed({ ...one, sequence: 0 }), one], ['0 INSERTED']],
  ])('GIVEN %s THEN exactly that is told, where it is', (_what, entries, breaks) => {
    expect(verifyChain(entries).breaks.map(({ sequence, kind }) => `${sequence} ${kind}`)).toEqual(breaks);
  });

  test.each([
    [{ sequence: 4, hash: '' }, 4, 'MISSING'],
    [{ sequence: 2, hash: two.hash }, 3, 'INSERTED'],
    [{ sequence: 3, hash: two.hash }, 3, 'HEAD_MISMATCH'],
  ])('GIVEN the head %j of a chain of three THEN it is told', (head, sequence, kind) => {
    expect(verifyChain([one, two, three], { head }).breaks).toEqual([{ sequence, kind }]);
  });
});
