/** Terraform sorts by the bytes of UTF-8, that is by code point. */
export function byBytes(a: string, b: string): number {
  if (a === b) return 0;
  if (isAscii(a) && isAscii(b)) return a < b ? -1 : 1;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}
