import { countsOf, readBatchFile } from '../../../functions/deposits/batch/batch-file';
import { parseDepositRequest } from '../../../functions/deposits/deposit-request';
import { sampleBatch } from '../../../tools/deploy/sample-batch';
import { newSampleDeposit } from '../../../tools/deploy/sample-deposit';

describe('sample deposits', () => {
  it('are accepted, and each is of another cheque', () => {
    const deposits = [newSampleDeposit(), newSampleDeposit(), newSampleDeposit({ amount: '25000.00' })];
    for (const deposit of deposits) expect(() => parseDepositRequest(deposit)).not.toThrow();
    expect(new Set(deposits.map(({ chequeNumber }) => chequeNumber)).size).toBe(3);
    expect(deposits[2]?.amount).toBe('25000.00');
  });
});

describe('a sample batch', () => {
  it.each([1, 10, 100, 500, 2_000])('of %d lines falls as it says', (size) => {
    const batch = sampleBatch(size);
    const text = batch.lines
      .map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
      .join('\n');
    const read = readBatchFile(Buffer.from(text));
    if ('failure' in read) throw new Error(read.failure);
    expect(countsOf(read)).toEqual({
      lines: size,
      accepted: batch.accepted.length,
      rejected: batch.malformed,
      duplicates: batch.duplicates,
    });
  });

  it('of 500 has lines of every kind', () => {
    const { accepted, malformed, duplicates } = sampleBatch(500, 'box-of-the-test');
    expect({ malformed, duplicates }).toEqual({ malformed: 10, duplicates: 10 });
    expect(accepted).toHaveLength(480);
    expect(new Set(accepted.map(({ depositBoxId }) => depositBoxId))).toEqual(new Set(['box-of-the-test']));
  });

  it('asks for nobody’s approval: every amount is below the limit', () => {
    const amounts = sampleBatch(2_000).accepted.map(({ amount }) => Number(amount));
    expect(Math.max(...amounts)).toBeLessThanOrEqual(10_000);
    expect(Math.min(...amounts)).toBeGreaterThan(0);
  });
});
