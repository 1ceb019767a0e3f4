/** A deposit as the README, `npm start` and the end-to-end tests send it. The numbers belong to nobody. */
export const sampleDeposit = {
  amount: '1250.00',
  currency: 'USD',
  chequeNumber: '1042',
  drawer: { routingNumber: '021000021', accountNumber: '9876543210' },
  // No part of the emulator's account id, which is in every ARN that is logged.
  depositAccountNumber: '5302417790',
  depositBoxId: 'box-0017',
} as const;

/** A deposit of that form. */
export interface SampleDeposit {
  readonly amount: string;
  readonly currency: string;
  readonly chequeNumber: string;
  readonly drawer: { readonly routingNumber: string; readonly accountNumber: string };
  readonly depositAccountNumber: string;
  readonly depositBoxId: string;
}

/** Ten digits, so that a search of logs for the number finds it and nothing else. */
const FIRST_CHEQUE_NUMBER = 7_301_000_001;

let sentBefore = 0;

/**
 * A sample deposit of a cheque that was not in an earlier one of this run: what is presented twice is rejected.
 *
 * @param changes members other than the sample's
 */
export function newSampleDeposit(changes: Partial<SampleDeposit> = {}): SampleDeposit {
  const chequeNumber = String(FIRST_CHEQUE_NUMBER + sentBefore);
  sentBefore += 1;
  return { ...sampleDeposit, chequeNumber, ...changes };
}
