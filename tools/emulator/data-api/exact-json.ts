/** A JSON number by its digits: a `bigint` column holds more of them than a JavaScript number. */
export class JsonNumber {
  constructor(readonly digits: string) {}
}

/** JSON of plain data that may hold `JsonNumber`; members that are undefined are left out. */
export function encodeJson(value: unknown): string {
  if (value instanceof JsonNumber) return value.digits;
  if (Array.isArray(value)) return `[${value.map(encodeJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => `${JSON.stringify(name)}:${encodeJson(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}
