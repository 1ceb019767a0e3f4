import { jpegWith, pngWith } from './image-writer';

/** How well the cheque can be read; each is a recording. */
export type ChequeQuality = 'clean' | 'blurred' | 'amount-illegible' | 'blank';

export interface SampleCheque {
  /** As the deposit has it: `1250.00`. */
  readonly amount: string;
  readonly routingNumber: string;
  readonly accountNumber: string;
  readonly chequeNumber: string;
  /** @default 'clean' */
  readonly quality?: ChequeQuality;
  /** @default 'jpeg', as a deposit's image is unless it says otherwise */
  readonly format?: 'jpeg' | 'png';
}

/** What the comment of a sample image says: which recording, and what is written on the cheque. */
export interface ChequeMarker {
  readonly recording: string;
  readonly values: Readonly<Record<string, string>>;
}

const PREFIX = 'vpc-lambda-cheque:';

/**
 * The image of a cheque for tests and local runs: a real, tiny, grey image, with a comment from which the recorded
 * DetectText knows what stands on it.
 */
export function sampleChequeImage(cheque: SampleCheque): Buffer {
  const { quality = 'clean', format = 'jpeg', amount, routingNumber, accountNumber, chequeNumber } = cheque;
  const values = { amount: grouped(amount), routingNumber, accountNumber, chequeNumber };
  const marker: ChequeMarker = { recording: quality, values };
  const comment = PREFIX + JSON.stringify(marker);
  return format === 'png' ? pngWith(comment) : jpegWith(comment);
}

/** The marker among an image's comments. */
export function findMarker(comments: readonly string[]): ChequeMarker | undefined {
  const comment = comments.find((text) => text.startsWith(PREFIX));
  if (comment === undefined) return undefined;
  try {
    return JSON.parse(comment.slice(PREFIX.length)) as ChequeMarker;
  } catch {
    return undefined;
  }
}

/** `1250.00` as it is printed on a cheque: `1,250.00`. */
function grouped(amount: string): string {
  const [whole = '', ...fraction] = amount.split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...fraction].join('.');
}
