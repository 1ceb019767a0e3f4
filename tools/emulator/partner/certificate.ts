import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** A certificate made for one run, with the file that makes functions trust it. */
export interface Certificate {
  readonly key: string;
  readonly certificate: string;
  /** For `NODE_EXTRA_CA_CERTS`. It holds no key. */
  readonly file: string;
  remove(): Promise<void>;
}

/** Makes a certificate that is its own authority, for exactly these names, valid for a week. */
export async function makeCertificate(hostNames: readonly string[]): Promise<Certificate> {
  const notAfterDate = new Date(Date.now() + 7 * 86_400_000);
  const { private: key, cert } = await generate(
    [{ name: 'commonName', value: hostNames[0] ?? 'localhost' }],
    {
      keyType: 'ec',
      curve: 'P-256',
      algorithm: 'sha256',
      notBeforeDate: new Date(Date.now() - 3_600_000),
      notAfterDate,
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
        { name: 'extKeyUsage', serverAuth: true },
        { name: 'subjectAltName', altNames: hostNames.map((value) => ({ type: 2, value }) as const) },
      ],
    },
  );
  const folder = await mkdtemp(join(tmpdir(), 'vpc-lambda-partner-'));
  const file = join(folder, 'certificate.pem');
  await writeFile(file, cert, { mode: 0o644 });
  return { key, certificate: cert, file, remove: () => rm(folder, { recursive: true, force: true }) };
}
