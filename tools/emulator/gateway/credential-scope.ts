import type { IncomingMessage } from 'node:http';
import { header } from './http';

/** Who signed a call, and for which service: the scope of a Signature Version 4. */
export interface CredentialScope {
  readonly accessKeyId: string;
  /** Empty for a Signature Version 2, which does not name it. */
  readonly region: string;
  /** The signing name: `monitoring` for CloudWatch, `states` for Step Functions. */
  readonly service: string;
  readonly sessionToken?: string;
  /** Where it was found: in the `Authorization` header, in the query of a presigned URL, in a browser's upload. */
  readonly from: 'header' | 'query' | 'form';
}

/**
 * The credential scope of a request, or undefined when it is not signed (the browser's form upload by a presigned POST
 * carries its signature in the form: see form-upload; some calls such as `AssumeRoleWithWebIdentity` are never signed).
 */
export function credentialScope(
  request: IncomingMessage,
  query: URLSearchParams,
): CredentialScope | undefined {
  return fromHeader(request) ?? fromQuery(query);
}

function fromHeader(request: IncomingMessage): CredentialScope | undefined {
  const authorization = header(request, 'authorization');
  const credential = authorization && /Credential=([^,\s]+)/.exec(authorization)?.[1];
  const parsed = credential ? parseCredential(credential) : undefined;
  if (!parsed) return undefined;
  const sessionToken = header(request, 'x-amz-security-token');
  return { ...parsed, from: 'header', ...(sessionToken ? { sessionToken } : {}) };
}

function fromQuery(query: URLSearchParams): CredentialScope | undefined {
  const credential = query.get('X-Amz-Credential');
  const sessionToken = query.get('X-Amz-Security-Token');
  const parsed = credential ? parseCredential(credential) : undefined;
  if (parsed) return { ...parsed, from: 'query', ...(sessionToken ? { sessionToken } : {}) };
  const versionTwo = query.get('AWSAccessKeyId');
  if (versionTwo && query.has('Signature')) {
    return { accessKeyId: versionTwo, region: '', service: 's3', from: 'query' };
  }
  return undefined;
}

/** `AKIA…/20260101/eu-west-1/s3/aws4_request`. An access key id holds no slash. */
export function parseCredential(
  credential: string,
): Pick<CredentialScope, 'accessKeyId' | 'region' | 'service'> | undefined {
  const parts = credential.split('/');
  const [accessKeyId, , region, service] = parts;
  if (parts.length !== 5 || !accessKeyId || region === undefined || !service) return undefined;
  return { accessKeyId, region, service };
}
