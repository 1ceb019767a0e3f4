/**
 * Why a check did not simply pass, and why a deposit was rejected: stable codes, which programs and people may rely on.
 * A code is added, never renamed.
 */
export const REASONS = [
  /** The branch's machine has read the cheque: there is no image. */
  'READ_BY_BRANCH',
  /** No image was uploaded in the time that the clearing waits for it. */
  'IMAGE_MISSING',
  /** There is something in the image's place that cannot be read as an image. */
  'IMAGE_UNREADABLE',
  'AMOUNT_MISSING',
  /** The amount was found, and the reader is not sure of it. */
  'AMOUNT_UNCERTAIN',
  /** The cheque shows another amount than the one that was submitted. */
  'AMOUNT_DIFFERS',
  /** The cheque shows the amount that was submitted, and another one too. */
  'AMOUNT_AMBIGUOUS',
  'CURRENCY_DIFFERS',
  /** No line of magnetic-ink characters: routing number, account, cheque number. */
  'MICR_MISSING',
  'MICR_UNCERTAIN',
  /** Several lines look like the one of magnetic-ink characters, and they disagree. */
  'MICR_AMBIGUOUS',
  'ROUTING_NUMBER_DIFFERS',
  'DRAWER_ACCOUNT_DIFFERS',
  'CHEQUE_NUMBER_DIFFERS',
  'CHEQUE_NUMBER_MISSING',
  /** The same cheque is in another deposit that came before and is not rejected. */
  'CHEQUE_PRESENTED_BEFORE',
  /** The bank takes no cheques on the drawer's account. */
  'DRAWER_BLOCKED',
  'ACCOUNT_FROZEN',
  'ACCOUNT_CLOSED',
  /** A person has to look at amounts above the limit. */
  'AMOUNT_ABOVE_LIMIT',
  'APPROVAL_REFUSED',
  'APPROVAL_EXPIRED',
] as const;

export type Reason = (typeof REASONS)[number];
