import { isIPv4 } from 'node:net';
import { Token } from 'cdktf';
import type { Capability, IGrantee, IUsable } from '../core/capability';
import { Problems } from '../core/errors';
import { isHostName } from '../network/host-name';

/** `call`: open HTTPS connections to the host of the URL, and to no other. */
export type WebhookAccess = 'call';

export interface WebhookProps {
  /**
   * Known at synth: the allowlists of the network are made from its host. `https`, with a host name; `http` and
   * addresses only of this machine, for an emulator.
   */
  readonly url: string;
}

/**
 * An address on the internet that somebody else answers. Nothing is created and no permission of AWS is needed: what it
 * takes is a way there, which the network gives to this host alone.
 *
 * @throws InvalidInputError for a URL that is not HTTPS, has no host name, or holds a user or a password
 */
export class Webhook implements IUsable<WebhookAccess> {
  readonly url: string;
  /** Lower case, without a final dot: as allowlists have it. */
  readonly host: string;
  readonly port: number;

  constructor({ url }: WebhookProps) {
    const parsed = readUrl(url);
    this.url = url;
    this.host = hostOf(parsed);
    this.port = parsed.port === '' ? (parsed.protocol === 'http:' ? 80 : 443) : Number(parsed.port);
  }

  use(access: WebhookAccess): Capability {
    return {
      title: `${this.host}: ${access}`,
      statements: [],
      destinations: [{ kind: 'internet', host: this.host, port: this.port }],
      configuration: { url: this.url },
    };
  }

  grantCall(grantee: IGrantee): void {
    grantee.accept(this.use('call'));
  }
}

function readUrl(url: string): URL {
  const problems = new Problems();
  const known = !Token.isUnresolved(url) && !url.includes('${');
  const withoutCredentials = url.replace(/\/\/[^/]*@/, '//');
  const parsed = known && URL.canParse(url) ? new URL(url) : undefined;
  problems.check(known, {
    code: 'webhook-url-reference',
    property: 'url',
    received: withoutCredentials,
    allowed: 'a URL that is known at synth',
    fix: 'Write the URL into the configuration of the environment: allowlists are made from its host.',
  });
  problems.check(!known || parsed !== undefined, {
    code: 'webhook-url',
    property: 'url',
    received: withoutCredentials,
    allowed: 'an absolute URL such as https://partner.example.com/outcomes',
    fix: 'Correct the URL.',
  });
  if (parsed) checkParts(parsed, problems);
  problems.throwIfAny('Webhook');
  if (!parsed) throw new Error('unreachable: a URL that cannot be read is a problem');
  return parsed;
}

function checkParts(url: URL, problems: Problems): void {
  const host = hostOf(url);
  const local = isLoopback(host);
  // The URL is not repeated as it is: a user and a password may be in it.
  const received = `${url.protocol}//${url.host}`;
  problems.check(url.protocol === 'https:' || (url.protocol === 'http:' && local), {
    code: 'webhook-scheme',
    property: 'url',
    received,
    allowed: 'https, or http for this machine (localhost, 127.0.0.1), where an emulator answers',
    fix: 'Use https.',
  });
  problems.check(local || (isHostName(host) && host.includes('.')), {
    code: 'webhook-host',
    property: 'url',
    received,
    allowed: 'a host name with a dot: the network lets names through, not addresses',
    fix: 'Use the name for which the certificate was issued.',
  });
  problems.check(url.username === '' && url.password === '', {
    code: 'webhook-credentials',
    property: 'url',
    received,
    allowed: 'a URL without a user and a password: it is in the environment of functions and in the plan',
    fix: 'Keep what authenticates the caller in a secret.',
  });
  problems.check(url.hash === '', {
    code: 'webhook-fragment',
    property: 'url',
    received: url.hash,
    allowed: 'a URL without a fragment, which is never sent',
    fix: 'Remove the part from the # on.',
  });
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/\.$/, '').toLowerCase();
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || (isIPv4(host) && host.startsWith('127.'));
}
