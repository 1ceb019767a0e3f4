import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { deterministicZip } from '../../../tools/bundling/zip';

const bytes = (text: string) => new TextEncoder().encode(text);
const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');

describe('deterministicZip', () => {
  test('GIVEN files THEN they are in it', () => {
    const files = unzipSync(deterministicZip({ 'index.js': bytes('code'), 'a/b.txt': bytes('') }));
    expect(Object.entries(files).map(([name, data]) => [name, strFromU8(data)])).toEqual([
      ['a/b.txt', ''],
      ['index.js', 'code'],
    ]);
  });

  test('THEN it says: a regular file that everybody may read, made on Unix, on 1980-01-01 at noon', () => {
    const zip = Buffer.from(deterministicZip({ 'index.js': bytes('code') }));
    const entry = zip.indexOf('PK\x01\x02', 0, 'latin1');
    expect(zip.readUInt8(entry + 5)).toBe(3);
    expect((zip.readUInt32LE(entry + 38) >>> 16).toString(8)).toBe('100644');
    expect([zip.readUInt16LE(entry + 14), zip.readUInt16LE(entry + 12)]).toEqual([(1 << 5) | 1, 12 << 11]);
  });

  test('THEN the order of files and the zone of the machine make no difference', () => {
    const before = process.env['TZ'];
    const hashes = ['UTC', 'Asia/Kolkata', 'America/Los_Angeles', 'Pacific/Kiritimati'].flatMap((zone) => {
      process.env['TZ'] = zone;
      return [
        sha256(deterministicZip({ a: bytes('1'), b: bytes('2') })),
        sha256(deterministicZip({ b: bytes('2'), a: bytes('1') })),
      ];
    });
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
    expect(new Set(hashes).size).toBe(1);
  });

  test('THEN its bytes are these, on any machine', () => {
    const zip = deterministicZip({
      'index.js': bytes('exports.handler = async () => "hello";\n'.repeat(20)),
    });
    expect(sha256(zip)).toBe('598ad1aae15e692c5d1dac2319a65b194711ae096fbc44543dd5f9b0517712d5');
  });
});
