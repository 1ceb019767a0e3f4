import type { IncomingMessage } from 'node:http';

/**
 * Whether a request came from this machine and is meant for it.
 *
 * The socket is bound to loopback already. The name in `Host` is checked as well, because a web page can point a name
 * of its own at 127.0.0.1 (DNS rebinding) and would otherwise reach the emulator with a browser's help. Names below
 * 127.0.0.1 and localhost are allowed: S3 Control and virtual-hosted buckets put an account or a bucket in front.
 */
export function isForLoopback(request: IncomingMessage): boolean {
  const remote = request.socket.remoteAddress ?? '';
  if (!isLoopbackAddress(remote.replace(/^::ffff:/, ''))) return false;
  return hostnames(request).every(isLoopbackName);
}

/** The host that the `Host` header names and, for a request sent as to a proxy, that of its absolute URL. */
function hostnames(request: IncomingMessage): string[] {
  const names = [withoutPort(request.headers.host ?? '')];
  const absolute = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(request.url ?? '');
  if (absolute?.[1] !== undefined) names.push(withoutPort(absolute[1]));
  return names;
}

function withoutPort(host: string): string {
  const bracketed = /^\[([^\]]*)\]/.exec(host);
  return (bracketed?.[1] ?? host.replace(/:\d*$/, '')).toLowerCase();
}

function isLoopbackAddress(address: string): boolean {
  return /^127(\.\d{1,3}){3}$/.test(address) || address === '::1';
}

function isLoopbackName(name: string): boolean {
  if (isLoopbackAddress(name) || name === 'localhost') return true;
  return name.endsWith('.localhost') || /\.127(\.\d{1,3}){3}$/.test(name);
}
