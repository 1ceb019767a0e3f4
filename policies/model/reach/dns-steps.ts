import { Unknown } from '../../graph/value';
import type { RuleContext } from '../../rules/context';
import { type DnsFirewall, dnsFirewalls, dnsVerdict } from '../network/dns-firewall';
import type { Id } from '../network/ids';
import { type Vpc, vpcs } from '../network/vpcs';
import { blocked, open, type Step, uncertain } from './step';

/** Stands for every host that no list names: nobody can register it (RFC 2606). */
export const ANY_OTHER_HOST = 'any-other-host.invalid';

/** Whether the name of a host is answered in the VPC. */
export class DnsSteps {
  private readonly known = new Map<string, Step>();

  constructor(private readonly context: RuleContext) {}

  /**
   * @param host a name, or nothing for one that is not known
   * @param isPrivate whether an endpoint answers for it, which takes DNS host names as well
   */
  resolve(vpc: Id, host: string | Unknown, isPrivate: boolean): Step {
    const key = `${vpc} ${host instanceof Unknown ? `unknown ${host.reason}` : host} ${isPrivate}`;
    const known = this.known.get(key) ?? this.made(vpc, host, isPrivate);
    this.known.set(key, known);
    return known;
  }

  private made(id: Id, host: string | Unknown, isPrivate: boolean): Step {
    const name = host instanceof Unknown ? 'the host' : shownHost(host);
    const vpc = this.context.derive(vpcs).get(id);
    if (!vpc)
      return uncertain(
        'dns',
        `the name of ${name}`,
        'the VPC is not in the input, so its DNS attributes are not known',
      );
    const attributes = attributesStep(vpc, name, isPrivate);
    if (attributes) return attributes;
    const firewall = this.context.derive(dnsFirewalls).get(id);
    if (!firewall)
      return open('dns', `the resolver of ${vpc.resource.address} answers for ${name}`, vpc.resource);
    return host instanceof Unknown
      ? uncertain('dns', `whether the DNS firewall answers for ${name}`, host)
      : filtered(vpc, firewall, host);
  }
}

function attributesStep(vpc: Vpc, name: string, isPrivate: boolean): Step | undefined {
  const attributes = [
    ['enable_dns_support', vpc.dnsSupport],
    ...(isPrivate ? ([['enable_dns_hostnames', vpc.dnsHostnames]] as const) : []),
  ] as const;
  for (const [attribute, value] of attributes) {
    const at = { resource: vpc.resource, path: attribute };
    if (value === false) {
      const what = isPrivate
        ? `the private name of the endpoint for ${name} is not answered`
        : `${name} is not answered`;
      return blocked(
        'dns',
        `${attribute} of ${vpc.resource.address} is false, so ${what}`,
        `set ${attribute} = true on ${vpc.resource.address}`,
        at,
      );
    }
  }
  const open = attributes.find(([, value]) => value instanceof Unknown);
  return open
    ? uncertain('dns', `${open[0]} of ${vpc.resource.address}`, open[1] as Unknown, {
        resource: vpc.resource,
        path: open[0],
      })
    : undefined;
}

function filtered(vpc: Vpc, firewall: DnsFirewall, host: string): Step {
  const verdict = dnsVerdict(firewall, host);
  const name = shownHost(host);
  if (verdict instanceof Unknown)
    return uncertain(
      'dns',
      `whether the DNS firewall of ${vpc.resource.address} answers for ${name}`,
      verdict,
    );
  const { action, rule } = verdict;
  const by = rule
    ? rule.resource.address
    : `the DNS firewall of ${vpc.resource.address}, as no rule of it fits,`;
  const at = rule?.resource;
  if (action === 'BLOCK') {
    const list = allowList(firewall);
    return blocked(
      'dns',
      `${by} blocks ${name}`,
      host === ANY_OTHER_HOST
        ? 'allow the hosts that are needed by their names'
        : list
          ? `add ${name} to the domains that ${list} allows`
          : `add a rule before ${by} that allows ${name}`,
      at,
    );
  }
  return open('dns', `${by} answers for ${name}`, at ?? vpc.resource);
}

/** The rule whose list a host would be added to. */
function allowList({ rules }: DnsFirewall): string | undefined {
  const rule = [...rules].reverse().find(({ action }) => action === 'ALLOW');
  return rule?.resource.address;
}

export function shownHost(host: string): string {
  return host === ANY_OTHER_HOST ? 'any other host' : host;
}
