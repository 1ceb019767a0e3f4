import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far the time in a signature may be from now. */
const TOLERANCE_SECONDS = 300;

/** `t=<seconds>,v1=<hex>`: HMAC-SHA-256 over `t.body`. */
export function sign(body: string, key: string, timeSeconds: number): string {
  return `t=${timeSeconds},v1=${hmac(body, key, String(timeSeconds)).toString('hex')}`;
}

/** Why a signature is refused; undefined when it is right. */
export function refusalOf(
  signature: string | undefined,
  body: string,
  key: string,
  nowSeconds: number,
): string | undefined {
  if (!signature) return 'the header X-Signature is missing';
  const [, time, digest] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  if (time === undefined || digest === undefined) return 'the header X-Signature is not t=<seconds>,v1=<hex>';
  if (Math.abs(nowSeconds - Number(time)) > TOLERANCE_SECONDS) return 'the signature is too old';
  const isRight = timingSafeEqual(Buffer.from(digest, 'hex'), hmac(body, key, time));
  return isRight ? undefined : 'the signature does not belong to this body';
}

function hmac(body: string, key: string, time: string): Buffer {
  return createHmac('sha256', key).update(`${time}.${body}`).digest();
}
