import { createHash } from 'node:crypto';

/** What makes a finding the one it is. Neither line nor message: both change while the finding stays. */
export interface Identity {
  readonly rule: string;
  /** `Resource.key`: the stack and the address. */
  readonly key: string;
  /** The key of the resource in which it stands, if that is another. @default the same */
  readonly place?: string;
  /** The attribute. Numbers in it do not count: a block before it is no other finding. @default the whole resource */
  readonly path?: string;
}

/** 24 hexadecimal digits: with a million findings, two are the same in one of 10^17 reviews. */
export function fingerprint({ rule, key, place, path }: Identity): string {
  const parts = [rule, key, place === key ? '' : (place ?? ''), (path ?? '').replace(/\[\d+\]/g, '[]')];
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 24);
}

/** Tells findings of one identity apart, by their order: `<fingerprint>:1` is the second. */
export class Ordinals {
  private readonly seen = new Map<string, number>();

  number(print: string): string {
    const count = this.seen.get(print) ?? 0;
    this.seen.set(print, count + 1);
    return count === 0 ? print : `${print}:${count}`;
  }
}

/** The fingerprint without the number. */
export function identityOf(print: string): string {
  const colon = print.indexOf(':');
  return colon < 0 ? print : print.slice(0, colon);
}
