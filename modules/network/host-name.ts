import { isIPv4 } from 'node:net';

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Whether the text is the name of one host, in lower case, without a wildcard and a final dot. Addresses are none. */
export function isHostName(text: string): boolean {
  return text.length <= 253 && !isIPv4(text) && text.split('.').every((label) => LABEL.test(label));
}
