import { imageKey } from '../deposit';
import type { CheckResult } from './check';
import { type ChequeImage, compareCheque, readByBranch } from './cheque-reading';
import { type ClearingDeposits, ImageUnreadableError, type TextDetection } from './ports';

export interface ReadChequePorts {
  readonly deposits: ClearingDeposits;
  readonly textDetection: TextDetection;
}

/**
 * Reads the cheque's image and compares it with the deposit.
 *
 * @throws ImageMissingError while nothing was uploaded: the state machine waits and tries again
 */
export async function readCheque(
  { deposits, textDetection }: ReadChequePorts,
  depositId: string,
): Promise<CheckResult> {
  const deposit = await deposits.find(depositId);
  if (deposit.channel === 'batch') return readByBranch();
  return compareCheque(deposit, await readImage(textDetection, imageKey(deposit.id)));
}

async function readImage(textDetection: TextDetection, key: string): Promise<ChequeImage> {
  try {
    return { kind: 'text', lines: await textDetection.detect(key) };
  } catch (error) {
    if (error instanceof ImageUnreadableError) return { kind: 'unreadable' };
    throw error;
  }
}
