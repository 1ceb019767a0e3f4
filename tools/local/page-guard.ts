import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Sent with every answer. Scripts and styles come from files of this server alone; nothing is ever framed. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Why a request is refused. */
export interface PageRefusal {
  readonly status: 403 | 421;
  readonly reason: string;
}

/**
 * Keeps other pages that the same browser has open away from this one. A name that somebody lets lead to 127.0.0.1 is
 * recognised by its `Host`, a page elsewhere by its `Origin`, and what changes something needs the token of this run,
 * which only this page has read.
 */
export class PageGuard {
  /** A new one in each run. */
  readonly token = randomBytes(24).toString('base64url');

  /** @returns why the request is refused; undefined when it is this page's */
  check(request: IncomingMessage, port: number): PageRefusal | undefined {
    const { host, origin } = request.headers;
    const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
    if (host === undefined || !hosts.includes(host)) {
      return { status: 421, reason: `this server is ${hosts[0]} and nothing else` };
    }
    if (origin !== undefined && origin !== `http://${host}`) {
      return { status: 403, reason: 'the request comes from another page' };
    }
    if (request.method === 'GET' || request.method === 'HEAD') return undefined;
    if (origin === undefined) return { status: 403, reason: 'the header Origin is missing' };
    return this.isToken(request.headers['x-page-token'])
      ? undefined
      : { status: 403, reason: 'the token is not that of this run: load the page again' };
  }

  private isToken(sent: string | string[] | undefined): boolean {
    if (typeof sent !== 'string') return false;
    const [left, right] = [Buffer.from(sent), Buffer.from(this.token)];
    return left.length === right.length && timingSafeEqual(left, right);
  }
}
