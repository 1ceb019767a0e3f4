/** The bytes of an IPv4 (4) or IPv6 (16) address; nothing when it is neither. */
export function addressBytes(text: string): readonly number[] | undefined {
  return text.includes(':') ? ipv6(text) : ipv4(text);
}

/** A test for a CIDR range or one address; nothing when it is malformed. An IPv4 range holds no IPv6 address. */
export function rangeTest(range: string): ((address: readonly number[]) => boolean) | undefined {
  const [address = '', length, ...rest] = range.split('/');
  const bytes = addressBytes(address);
  if (bytes === undefined || rest.length > 0 || (length !== undefined && !/^\d{1,3}$/.test(length))) {
    return undefined;
  }
  const bits = length === undefined ? bytes.length * 8 : Number(length);
  if (bits > bytes.length * 8) {
    return undefined;
  }
  return (candidate) =>
    candidate.length === bytes.length &&
    bytes.every((byte, index) => {
      const width = Math.min(8, Math.max(0, bits - index * 8));
      const mask = (0xff << (8 - width)) & 0xff;
      return (byte & mask) === ((candidate[index] ?? 0) & mask);
    });
}

function ipv4(text: string): readonly number[] | undefined {
  const parts = text.split('.');
  const bytes = parts.map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
  return bytes.length === 4 && bytes.every((byte) => byte < 256) ? bytes : undefined;
}

function ipv6(text: string): readonly number[] | undefined {
  const [left = '', right, ...rest] = text.split('::');
  if (rest.length > 0) {
    return undefined;
  }
  const head = groups(left);
  const tail = right === undefined ? [] : groups(right);
  if (head === undefined || tail === undefined) {
    return undefined;
  }
  const missing = 16 - head.length - tail.length;
  if (right === undefined ? missing !== 0 : missing < 2) {
    return undefined;
  }
  return [...head, ...new Array<number>(missing).fill(0), ...tail];
}

/** Bytes of colon-separated groups; the last may be an IPv4 address, as in ::ffff:192.0.2.1. */
function groups(text: string): number[] | undefined {
  if (text === '') {
    return [];
  }
  const bytes: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(part)) {
      const value = Number.parseInt(part, 16);
      bytes.push(value >> 8, value & 0xff);
      continue;
    }
    const embedded = index === parts.length - 1 ? ipv4(part) : undefined;
    if (embedded === undefined) {
      return undefined;
    }
    bytes.push(...embedded);
  }
  return bytes;
}
