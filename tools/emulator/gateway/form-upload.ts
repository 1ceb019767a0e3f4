import type { CredentialScope } from './credential-scope';
import { parseCredential } from './credential-scope';

/** The largest upload of a browser that is read to see who signed it: more than any image of this system. */
export const UPLOAD_LIMIT_BYTES = 32 * 1024 * 1024;

/**
 * The fields of a browser's upload to S3 that stand before the file, their names in lower case; S3 ignores those behind it.
 *
 * @param contentType with the boundary
 */
export function uploadFields(body: Buffer, contentType: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return fields;
  const separator = Buffer.from(`--${boundary}`);
  let from = body.indexOf(separator);
  while (from >= 0) {
    const next = body.indexOf(separator, from + separator.length);
    if (next < 0) break;
    const headEnd = body.indexOf('\r\n\r\n', from);
    if (headEnd < 0 || headEnd > next) break;
    const head = body.toString('utf8', from + separator.length, headEnd);
    const name = /\bname="([^"]*)"/i.exec(head)?.[1]?.toLowerCase();
    if (name === 'file') break;
    if (name !== undefined) fields.set(name, body.toString('utf8', headEnd + 4, next - 2));
    from = next;
  }
  return fields;
}

/** Who signed the upload's policy. */
export function uploadCredentials(fields: ReadonlyMap<string, string>): CredentialScope | undefined {
  const parsed = parseCredential(fields.get('x-amz-credential') ?? '');
  const sessionToken = fields.get('x-amz-security-token');
  return parsed && { ...parsed, from: 'form', ...(sessionToken ? { sessionToken } : {}) };
}
