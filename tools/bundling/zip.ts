import { type ZipOptions, type Zippable, zipSync } from 'fflate';

/** The number by which a zip file says that its file modes are those of Unix. */
const UNIX = 3;

/** A regular file that everybody may read: Lambda runs the code as a user of its own. */
const MODE = 0o100644;

/**
 * A zip file whose bytes depend on the contents only. fflate compresses in JavaScript, so the bytes do not change with
 * the machine's zlib either.
 */
export function deterministicZip(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  // The earliest year that a zip file can tell, at noon so that no zone's clock change touches it. Zip files hold local
  // time without a zone: a date made from local parts writes the same bytes everywhere.
  const mtime = new Date(1980, 0, 1, 12, 0, 0);
  const options: ZipOptions = { level: 9, mem: 8, mtime, os: UNIX, attrs: MODE << 16 };
  const names = Object.keys(files).sort();
  const entries: Zippable = {};
  for (const name of names) entries[name] = [files[name] ?? new Uint8Array(), options];
  return zipSync(entries);
}
