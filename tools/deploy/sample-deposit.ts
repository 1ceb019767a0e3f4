/** A deposit as the README, `npm start` and the end-to-end tests send it. The numbers belong to nobody. */
export const sampleDeposit = {
  amount: '1250.00',
  currency: 'USD',
  chequeNumber: '1042',
  drawer: { routingNumber: '021000021', accountNumber: '9876543210' },
  depositAccountNumber: '1234567890',
  depositBoxId: 'box-0017',
} as const;
