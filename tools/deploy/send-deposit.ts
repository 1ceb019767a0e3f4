import { randomUUID } from 'node:crypto';
import { sampleChequeImage } from '../emulator/rekognition/sample-cheque-image';
import type { ApiAnswer, DepositClient } from './deposit-client';
import type { SampleDeposit } from './sample-deposit';

/** A form with which a file is sent to S3, as the API hands it out. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The API did not take what was sent. */
export class NotAcceptedError extends Error {
  override readonly name = 'NotAcceptedError';

  constructor(
    what: string,
    readonly answer: Pick<ApiAnswer, 'status' | 'body'>,
  ) {
    super(`${what} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
}

export interface SendDepositOptions {
  /** @default a new one */
  readonly idempotencyKey?: string;
  /**
   * What is uploaded as the image of the cheque: one on which the deposit's own values stand, another one, or none.
   * @default one that shows what the deposit says
   */
  readonly image?: Buffer | 'none';
}

/**
 * Sends a deposit as a channel does: `POST /deposits`, then the image with the form that was answered.
 *
 * @returns the deposit's id
 * @throws NotAcceptedError when one of the two is refused
 */
export async function sendDeposit(
  client: DepositClient,
  deposit: SampleDeposit,
  options: SendDepositOptions = {},
): Promise<string> {
  const answer = await client.submit(deposit, options.idempotencyKey ?? randomUUID());
  if (answer.status !== 202) throw new NotAcceptedError('POST /deposits', answer);
  const { depositId, upload } = answer.body as { depositId: string; upload: UploadForm };
  const { image = chequeImageOf(deposit) } = options;
  if (image !== 'none') await uploadFile(upload, image, 'image/jpeg');
  return depositId;
}

/**
 * Sends the file of a batch: `POST /batches`, then the file with the form that was answered.
 *
 * @param lines what each line says: a deposit, or a text that is taken as it is
 * @returns the batch's id
 * @throws NotAcceptedError when one of the two is refused
 */
export async function sendBatch(client: DepositClient, lines: readonly (object | string)[]): Promise<string> {
  const answer = await client.announceBatch(randomUUID());
  if (answer.status !== 202) throw new NotAcceptedError('POST /batches', answer);
  const { batchId, upload } = answer.body as { batchId: string; upload: UploadForm };
  const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  await uploadFile(upload, Buffer.from(`${texts.join('\n')}\n`), 'application/jsonl');
  return batchId;
}

/** @throws NotAcceptedError when S3 refuses the file */
export async function uploadFile(form: UploadForm, file: Buffer, contentType: string): Promise<void> {
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.set(name, value);
  body.set('file', new Blob([new Uint8Array(file)], { type: contentType }), 'file');
  const response = await fetch(form.url, { method: 'POST', body });
  const text = await response.text();
  if (!response.ok) throw new NotAcceptedError('the upload', { status: response.status, body: text });
}

/** The image of a cheque on which stands what the deposit says. */
export function chequeImageOf({ amount, chequeNumber, drawer }: SampleDeposit): Buffer {
  return sampleChequeImage({ amount, chequeNumber, ...drawer });
}
