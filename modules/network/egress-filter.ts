import type { Construct } from 'constructs';
import type { Problems } from '../core/errors';
import { DnsFirewall, type DnsFirewallOptions } from './dns-firewall';
import type { Egress } from './egress';
import type { EgressContext } from './egress-context';
import { createInspection } from './egress-inspection';
import { checkRetention } from './flow-logs';
import { isHostName } from './host-name';
import type { NetworkMode } from './network';
import { MOST_FIREWALL_HOSTS, type NetworkFirewallOptions } from './network-firewall';

/** What stands in the way of an egress: with it, only the allowed hosts are reached. */
interface Filters {
  readonly allowedHosts?: readonly string[];
  readonly dnsFirewall: DnsFirewallOptions;
  readonly networkFirewall?: NetworkFirewallOptions;
}

/** Whether AWS Network Firewall inspects the egress, which then needs subnets for it. */
export function isInspected(egress: Egress): boolean {
  return filtersOf(egress).networkFirewall !== undefined;
}

/**
 * Builds the filters of the egress. Its options have been checked by `checkEgressFilter`.
 *
 * @param region known at synth
 */
export function createEgressFilter(
  scope: Construct,
  context: EgressContext & { readonly mode: NetworkMode; readonly region: string },
  egress: Egress,
): void {
  const { allowedHosts, dnsFirewall, networkFirewall } = filtersOf(egress);
  if (!allowedHosts) return;
  if (networkFirewall) createInspection(scope, context, allowedHosts, networkFirewall);
  if (!filtersNames(context.mode, dnsFirewall)) return;
  const { wholeVpc: _, ...options } = dnsFirewall;
  const { name, vpcId, region, tags } = context;
  new DnsFirewall(scope, 'dns-firewall', { ...options, name, vpcId, region, allowedHosts, tags });
}

/** Finds what is wrong with the filters, before anything is built. */
export function checkEgressFilter(egress: Egress, mode: 'owned' | 'attached', problems: Problems): void {
  const { allowedHosts, dnsFirewall, networkFirewall } = filtersOf(egress);
  const asked = networkFirewall !== undefined || Object.keys(dnsFirewall).length > 0;
  problems.check(!asked || allowedHosts !== undefined, {
    code: 'egress-hosts-missing',
    property: 'egress.allowedHosts',
    received: allowedHosts,
    allowed: 'the hosts that the filters let through; an empty list for none',
    fix: 'Name the hosts, or leave the filters out.',
  });
  problems.check(
    allowedHosts === undefined || networkFirewall !== undefined || filtersNames(mode, dnsFirewall),
    {
      code: 'egress-hosts-unenforced',
      property: 'egress.allowedHosts',
      received: allowedHosts,
      allowed: 'hosts that something enforces',
      fix:
        'Set egress.dnsFirewall.wholeVpc once the owner of the VPC agrees that the names of all its workloads are filtered, ' +
        'or have egress.networkFirewall, which inspects our subnets alone.',
    },
  );
  checkHosts(allowedHosts ?? [], networkFirewall !== undefined, problems);
  checkDnsFirewall(dnsFirewall, problems);
  if (networkFirewall) {
    const { retentionInDays = 365 } = networkFirewall;
    checkRetention(
      retentionInDays,
      'network-firewall-retention',
      'egress.networkFirewall.retentionInDays',
      problems,
    );
  }
}

/** The names of an owned VPC are ours to filter. */
function filtersNames(mode: NetworkMode, { wholeVpc = false }: DnsFirewallOptions): boolean {
  return mode === 'owned' || wholeVpc;
}

function filtersOf(egress: Egress): Filters {
  if (egress.kind === 'endpoints-only') return { dnsFirewall: {} };
  const { allowedHosts, dnsFirewall = {} } = egress;
  const networkFirewall = egress.kind === 'nat-gateway' ? egress.networkFirewall : undefined;
  return { allowedHosts, dnsFirewall, networkFirewall };
}

function checkHosts(hosts: readonly string[], inspected: boolean, problems: Problems): void {
  hosts.forEach((host, i) => {
    problems.check(isHostName(host), {
      code: 'egress-host',
      property: `egress.allowedHosts[${i}]`,
      received: host,
      allowed:
        'the name of one host in lower case, such as partner.example.com: no address, wildcard or final dot',
      fix: 'Name the host as the URL has it, without scheme, port and path.',
    });
  });
  problems.check(!inspected || hosts.length <= MOST_FIREWALL_HOSTS, {
    code: 'network-firewall-hosts',
    property: 'egress.allowedHosts',
    received: hosts.length,
    allowed: `at most ${MOST_FIREWALL_HOSTS} hosts with a network firewall`,
    fix: 'Name fewer hosts.',
  });
}

function checkDnsFirewall(options: DnsFirewallOptions, problems: Problems): void {
  const { otherDomains = [], blockResponse = 'NXDOMAIN', priority = 200, queryLog } = options;
  otherDomains.forEach((domain, i) => {
    problems.check(isHostName(domain.replace(/^\*\./, '')), {
      code: 'dns-firewall-domain',
      property: `egress.dnsFirewall.otherDomains[${i}]`,
      received: domain,
      allowed: 'a name in lower case, or "*." and the name of a domain, without a final dot',
      fix: 'Correct the name.',
    });
  });
  problems.check(['NXDOMAIN', 'NODATA'].includes(blockResponse), {
    code: 'dns-firewall-response',
    property: 'egress.dnsFirewall.blockResponse',
    received: blockResponse,
    allowed: 'NXDOMAIN, NODATA',
    fix: 'Choose one of them.',
  });
  problems.check(Number.isInteger(priority) && priority > 100 && priority < 9900, {
    code: 'dns-firewall-priority',
    property: 'egress.dnsFirewall.priority',
    received: priority,
    allowed: 'a whole number from 101 to 9899',
    fix: 'Choose a place that no other rule group of the VPC has.',
  });
  if (queryLog) {
    const { retentionInDays = 365 } = queryLog;
    checkRetention(
      retentionInDays,
      'dns-query-log-retention',
      'egress.dnsFirewall.queryLog.retentionInDays',
      problems,
    );
  }
}
