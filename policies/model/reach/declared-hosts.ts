import type { Resource } from '../../graph/resource';
import { isObject, PartialText, toText, Unknown, type Value } from '../../graph/value';
import type { RuleContext } from '../../rules/context';
import { ADDRESS_ATTRIBUTES, databases } from './databases';
import { serviceOfHost } from './service-names';

/** A host that the configuration of a function names. */
export interface DeclaredHost {
  readonly host: string;
  readonly port: number;
  /** The attribute: `environment[0].variables.PARTNER_URL`. */
  readonly path: string;
}

/** What a function's environment says of where it connects to. */
export interface Declared {
  readonly hosts: readonly DeclaredHost[];
  /** Databases whose address it is given. */
  readonly databases: ReadonlySet<Resource>;
  /** Why there may be others: the value of a variable that names a host is not known. */
  readonly unknown?: Unknown;
}

const PORTS: Readonly<Record<string, number>> = {
  'amqps:': 5671,
  'ftp:': 21,
  'http:': 80,
  'https:': 443,
  'ldap:': 389,
  'ldaps:': 636,
  'mongodb:': 27_017,
  'mqtts:': 8883,
  'mysql:': 3306,
  'postgres:': 5432,
  'postgresql:': 5432,
  'redis:': 6379,
  'rediss:': 6379,
  'sftp:': 22,
  'smtp:': 587,
  'smtps:': 465,
  'ws:': 80,
  'wss:': 443,
};

/** Names of variables that hold a host or an address. */
const HOST_NAME = /(^|_)(url|uri|host|hostname|endpoint|domain|server|address|api|webhook)s?(_|$)/i;

const FQDN = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?::\d{1,5})?$/i;

/** Names that lead to something inside, or back to the function. */
const INSIDE = /(^|\.)(localhost|local|internal|localdomain|home\.arpa)$|^127\./;

/** Reads the environment of a function. */
export function declaredHosts(context: RuleContext, lambda: Resource): Declared {
  const variables = lambda.get('environment[0].variables');
  if (variables === undefined) return NOTHING;
  if (!isObject(variables)) {
    return {
      ...NOTHING,
      unknown: variables instanceof Unknown ? variables : new Unknown('the environment is no object'),
    };
  }
  const hosts: DeclaredHost[] = [];
  const found = new Set<Resource>();
  let unknown: Unknown | undefined;
  for (const [name, value] of Object.entries(variables)) {
    const path = `environment[0].variables.${name}`;
    const named = databasesIn(context, value);
    for (const database of named) found.add(database);
    for (const { host, port } of hostsIn(name, value)) hosts.push({ host, port, path });
    if (value instanceof Unknown && named.length === 0 && mayBeHost(context, name, value)) unknown ??= value;
  }
  return { hosts, databases: found, ...(unknown ? { unknown } : {}) };
}

const NOTHING: Declared = { hosts: [], databases: new Set() };

function hostsIn(name: string, value: Value): readonly { host: string; port: number }[] {
  const text =
    value instanceof PartialText
      ? value.parts.map((part) => (typeof part === 'string' ? part : '\0')).join('')
      : toText(value);
  if (typeof text !== 'string') return [];
  const urls = [...text.matchAll(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>,]+/gi)].flatMap(
    ([url]) => urlHost(url) ?? [],
  );
  if (urls.length > 0 || text.includes('\0')) return urls;
  if (!HOST_NAME.test(name) || !FQDN.test(text.trim())) return [];
  const [host = '', port] = text.trim().toLowerCase().split(':');
  return isOutside(host) ? [{ host, port: port === undefined ? 443 : Number(port) }] : [];
}

function urlHost(text: string): { host: string; port: number } | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return undefined;
  }
  const known = PORTS[url.protocol];
  const host = url.hostname.toLowerCase();
  const port = url.port === '' ? known : Number(url.port);
  // A scheme without a port is no connection that anybody can judge: `s3://bucket`.
  if (port === undefined || host.includes('%00') || !isOutside(host)) return undefined;
  return { host, port };
}

function isOutside(host: string): boolean {
  return (
    host !== '' &&
    !INSIDE.test(host) &&
    serviceOfHost(host) === undefined &&
    (host.includes('.') || host.includes(':'))
  );
}

function mayBeHost(context: RuleContext, name: string, value: Unknown): boolean {
  if (value instanceof PartialText)
    return value.parts.some((part) => typeof part === 'string' && /:\/\/$/.test(part));
  const { reference } = value;
  if (!HOST_NAME.test(name)) return false;
  if (reference?.kind !== 'resource') return true;
  const target = context.graph.byKey(reference.target);
  // Attributes that name a resource are no hosts, and a queue's URL is that of its service.
  return !/(^|_)(arn|id|name)$/.test(String(reference.path[0] ?? '')) && target?.type !== 'aws_sqs_queue';
}

function databasesIn(context: RuleContext, value: Value): readonly Resource[] {
  if (value instanceof PartialText)
    return value.parts.flatMap((part) => (typeof part === 'string' ? [] : databasesIn(context, part)));
  if (!(value instanceof Unknown) || value.reference?.kind !== 'resource') return [];
  const attribute = String(value.reference.path[0] ?? '');
  const resource = context.graph.byKey(value.reference.target);
  return resource && ADDRESS_ATTRIBUTES.has(attribute) && context.derive(databaseResources).has(resource)
    ? [resource]
    : [];
}

function databaseResources(context: RuleContext): ReadonlySet<Resource> {
  return new Set(context.derive(databases).map(({ resource }) => resource));
}
