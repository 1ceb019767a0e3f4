import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { unzipSync } from 'fflate';
import { LambdaServiceError } from './service-error';

/** Lambda's limit for an unzipped package, layers included. */
const UNZIPPED_LIMIT_BYTES = 250 * 1024 * 1024;

/** Unpacked packages in a folder of their own that only this user can read, one for each distinct code. */
export class CodeStore {
  private readonly unpacked = new Map<string, Promise<string>>();
  private root: Promise<string> | undefined;
  private count = 0;

  /**
   * The folder with the code.
   *
   * @param location where the zip is served
   * @param sha256 base 64, as the control plane gives it
   * @throws LambdaServiceError when the zip cannot be had, is not the one that was deployed, or is not a zip
   */
  unpack(location: string, sha256: string): Promise<string> {
    const known = this.unpacked.get(sha256);
    if (known) return known;
    const folder = this.download(location, sha256);
    this.unpacked.set(sha256, folder);
    folder.catch(() => this.unpacked.delete(sha256));
    return folder;
  }

  /** A new empty folder: the `/tmp` of one process. */
  async scratch(): Promise<string> {
    return mkdtemp(join(await this.home(), 'tmp-'));
  }

  async close(): Promise<void> {
    if (this.root) await rm(await this.root, { recursive: true, force: true });
    this.root = undefined;
    this.unpacked.clear();
  }

  private home(): Promise<string> {
    this.root ??= mkdtemp(join(tmpdir(), 'vpc-lambda-functions-'));
    return this.root;
  }

  private async download(location: string, sha256: string): Promise<string> {
    const zip = await fetchZip(location);
    const actual = createHash('sha256').update(zip).digest('base64');
    if (actual !== sha256) {
      throw invalidZip(`The code at ${location} has the hash ${actual}; deployed was ${sha256}.`);
    }
    this.count += 1;
    const folder = join(await this.home(), `code-${this.count}`);
    for (const [name, bytes] of Object.entries(readZip(zip))) {
      const target = resolve(folder, name);
      if (!target.startsWith(folder + sep)) throw invalidZip(`The zip holds a path outside of it: ${name}`);
      if (name.endsWith('/')) continue;
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, bytes);
      await chmod(target, 0o555);
    }
    return folder;
  }
}

async function fetchZip(location: string): Promise<Buffer> {
  try {
    const response = await fetch(location, { signal: AbortSignal.timeout(30_000) });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new LambdaServiceError(
      500,
      'ServiceException',
      `The code at ${location} cannot be had: ${reason}`,
      {
        Type: 'Service',
      },
    );
  }
}

function readZip(zip: Buffer): Record<string, Uint8Array> {
  let total = 0;
  try {
    return unzipSync(zip, {
      filter: (entry) => {
        total += entry.originalSize;
        if (total > UNZIPPED_LIMIT_BYTES) throw new Error(`larger than ${UNZIPPED_LIMIT_BYTES} bytes`);
        return true;
      },
    });
  } catch (error) {
    throw invalidZip(`Could not unzip the deployed file: ${error instanceof Error ? error.message : error}`);
  }
}

function invalidZip(message: string): LambdaServiceError {
  return new LambdaServiceError(502, 'InvalidZipFileException', message);
}
