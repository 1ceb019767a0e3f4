import { isDepositId } from '../../../functions/deposits/deposit';
import { scramVerifier } from '../../../functions/shared/scram';
import { uuidV7 } from '../../../functions/shared/uuid-v7';

describe('uuidV7', () => {
  test('is a deposit id, and distinct each time', () => {
    const ids = Array.from({ length: 1000 }, () => uuidV7());
    expect(new Set(ids).size).toBe(1000);
    expect(ids.every(isDepositId)).toBe(true);
  });

  test('begins with the time, so that ids sort by it', () => {
    const early = uuidV7(new Date(0x0188_0000_0000));
    const late = uuidV7(new Date(0x0188_0000_0001));
    expect(early).toMatch(/^01880000-0000-7/);
    expect([late, early].sort()).toEqual([early, late]);
  });
});

describe('scramVerifier', () => {
  // RFC 7677, section 3: user "user", password "pencil", 4096 iterations, this salt. The proofs there follow from these keys.
  const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');

  test('has the form that PostgreSQL stores', () => {
    const verifier = scramVerifier('pencil', salt);
    expect(verifier).toBe(
      'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
    );
  });

  test('has a new salt each time', () => {
    expect(scramVerifier('pencil')).not.toBe(scramVerifier('pencil'));
  });

  test.each(['', 'pässword', 'with space', 'line\n'])('refuses %j', (password) => {
    expect(() => scramVerifier(password)).toThrow(RangeError);
  });
});
