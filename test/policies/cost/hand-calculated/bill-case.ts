import { type Priced, priced } from '../support';

/** A bill that a person can check. The prices are those of ../support.ts, which no refresh changes. */
export interface BillCase {
  readonly what: string;
  readonly configuration: string;
  readonly usage?: Readonly<Record<string, unknown>>;
  readonly freeTier?: boolean;
  /** How a person computes it. */
  readonly arithmetic: string;
  /** Dollars and cents of the whole bill. */
  readonly total: string;
}

/** @param least how many there must be: a list that is emptied by mistake is no proof */
export function testBills(cases: readonly BillCase[], least: number): void {
  test('are many', () => expect(cases.length).toBeGreaterThanOrEqual(least));

  test.each(cases.map((one) => [one.what, one] as const))('%s', async (_, one) => {
    const result: Priced = await priced(one.configuration, one.usage, { freeTier: one.freeTier ?? false });
    expect({ arithmetic: one.arithmetic, total: result.bill.total.all.toFixed(2) }).toEqual({
      arithmetic: one.arithmetic,
      total: one.total,
    });
    expect(result.bill.resources.flatMap(({ gaps }) => gaps)).toEqual([]);
    expect(result.bill.unpriced).toEqual([]);
  });
}
