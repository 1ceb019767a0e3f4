import type { Money } from './money';

/** `CLEARING` and what follows it are set by the clearing workflow; accepting a deposit makes it `RECEIVED`. */
export const DEPOSIT_STATUSES = ['RECEIVED', 'CLEARING', 'AWAITING_APPROVAL', 'CLEARED', 'REJECTED'] as const;
export type DepositStatus = (typeof DEPOSIT_STATUSES)[number];

/** `box`: a customer's, with an image. `batch`: from the file of a branch, whose machine has read the cheque already. */
export const DEPOSIT_CHANNELS = ['box', 'batch'] as const;
export type DepositChannel = (typeof DEPOSIT_CHANNELS)[number];

/** The account on which the cheque is drawn. */
export interface Drawer {
  /** ABA routing number: nine digits, the last a check digit. */
  readonly routingNumber: string;
  readonly accountNumber: string;
}

/** A cheque that a customer dropped into a deposit box, or a branch sent in a file. */
export interface Deposit {
  /** UUID version 7. */
  readonly id: string;
  readonly status: DepositStatus;
  readonly channel: DepositChannel;
  readonly amount: Money;
  readonly chequeNumber: string;
  readonly drawer: Drawer;
  /** The customer's own account, to which the amount goes. */
  readonly depositAccountNumber: string;
  readonly depositBoxId: string;
  /** The identity that signed the request. Only it may read the deposit. */
  readonly submittedBy: string;
  readonly receivedAt: Date;
}

/** The image formats that the cheque reader (Amazon Rekognition) takes. */
export const IMAGE_CONTENT_TYPES = ['image/jpeg', 'image/png'] as const;
export type ImageContentType = (typeof IMAGE_CONTENT_TYPES)[number];

/** Where the image of a deposit's cheque lies in the bucket of images. */
export function imageKey(depositId: string): string {
  return `deposits/${depositId}/cheque`;
}

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether the text can be the id of a deposit. Ids are written in small letters. */
export function isDepositId(text: string): boolean {
  return UUID_V7.test(text);
}
