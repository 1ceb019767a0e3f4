import fc from 'fast-check';
import { REASONS } from '../../../functions/deposits/clearing/reason';
import { DECLINED, toldReasons } from '../../../functions/deposits/told-reasons';

test.each([
  [['DRAWER_BLOCKED'], [DECLINED]],
  [['ACCOUNT_FROZEN', 'DRAWER_BLOCKED'], [DECLINED]],
  [
    ['AMOUNT_DIFFERS', 'DRAWER_BLOCKED', 'MICR_MISSING'],
    ['AMOUNT_DIFFERS', DECLINED, 'MICR_MISSING'],
  ],
  [['CHEQUE_PRESENTED_BEFORE'], ['CHEQUE_PRESENTED_BEFORE']],
  [[], []],
])('%j is told as %j', (reasons, told) => {
  expect(toldReasons(reasons)).toEqual(told);
});

test('no set of reasons tells of a block or a freeze', () => {
  fc.assert(
    fc.property(fc.subarray([...REASONS]), (reasons) => {
      const told = toldReasons(reasons);
      expect(told.filter((reason) => /BLOCKED|FROZEN/.test(reason))).toEqual([]);
      expect(told.length > 0).toBe(reasons.length > 0);
    }),
  );
});
