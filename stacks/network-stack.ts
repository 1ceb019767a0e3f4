import type { App } from 'cdktf';
import type { FunctionContract } from '../functions/shared/contract';
import { CustomerKey, type CustomerKeyAttributes } from '../modules/data/customer-key';
import { AttachedNetwork } from '../modules/network/attached-network';
import type { DnsFirewallOptions } from '../modules/network/dns-firewall';
import type { Egress } from '../modules/network/egress';
import { flowLogGroupName } from '../modules/network/flow-logs';
import type { INetwork, NetworkAttributes } from '../modules/network/network';
import { firewallLogGroupName } from '../modules/network/network-firewall';
import { OwnedNetwork } from '../modules/network/owned-network';
import { SharedNetwork } from '../modules/network/shared-network';
import type { EnvironmentConfig } from './environments/schema';
import { webhooks } from './resources';
import { SystemStack } from './system-stack';

type ConfiguredEgress = Extract<EnvironmentConfig['network'], { mode: 'owned' }>['egress'];

/** The network, in the mode that the environment says, and the key of everything that is logged. */
export class NetworkStack extends SystemStack {
  readonly network: NetworkAttributes;
  readonly logsKey: CustomerKeyAttributes;

  constructor(
    scope: App,
    environment: EnvironmentConfig,
    private readonly contracts: readonly FunctionContract[],
  ) {
    super(scope, 'network', environment);
    const logsKey = new CustomerKey(this, 'logs-key', {
      name: `${this.prefix}/logs`,
      description: 'Log groups of the deposit system',
      location: this.location,
      services: this.isInspected ? ['network-firewall'] : [],
      // API Gateway names its execution log after the API's id, which nobody knows beforehand.
      logGroups: [
        `/aws/apigateway/${this.prefix}`,
        'API-Gateway-Execution-Logs_*',
        flowLogGroupName(this.prefix),
        ...(this.isInspected
          ? [firewallLogGroupName(this.prefix, 'alerts'), firewallLogGroupName(this.prefix, 'flows')]
          : []),
      ],
      deletionWindowDays: this.deletionWindowDays,
    });
    this.logsKey = logsKey.attributes();
    this.network = this.createNetwork(logsKey.keyArn).attributes();
    this.share('network', this.network);
    this.share('logs_key', this.logsKey);
  }

  private createNetwork(kmsKeyArn: string): INetwork {
    const { network, logs, emulated } = this.environment;
    const name = this.prefix;
    if (network.mode === 'owned') {
      return new OwnedNetwork(this, 'network', {
        name,
        cidr: network.cidr,
        zones: network.zones,
        egress: this.egress(network.egress, kmsKeyArn),
        ipv6Egress: network.ipv6Egress,
        // The emulator has no such metric, and the provider waits ten seconds for the attribute to be set.
        addressUsageMetrics: !emulated,
        flowLogs: { retentionInDays: network.flowLogRetentionDays, kmsKeyArn },
      });
    }
    if (network.mode === 'attached') {
      const { cidr, ...vpc } = network.vpc;
      return new AttachedNetwork(this, 'network', {
        name,
        vpc,
        vpcCidr: cidr,
        subnetSpace: network.subnetSpace,
        occupied: network.occupied,
        zones: network.zones,
        egress: this.egress(network.egress, kmsKeyArn, { wholeVpc: network.filterWholeVpc }),
        flowLogs: network.flowLogs ? { retentionInDays: logs.retentionDays, kmsKeyArn } : undefined,
      });
    }
    const pair = (ids: readonly string[]) =>
      ids.map((id, index) => ({ zone: network.zones[index] ?? '', id }));
    return new SharedNetwork(this, 'network', {
      vpcId: network.vpcId,
      vpcCidr: network.vpcCidr,
      privateSubnets: pair(network.privateSubnetIds),
      isolatedSubnets: pair(network.isolatedSubnetIds),
      egressSubnets: pair(network.egressSubnetIds),
    });
  }

  /** Whether AWS Network Firewall stands in the way out. */
  private get isInspected(): boolean {
    const { network } = this.environment;
    return network.mode !== 'shared' && network.egress.kind === 'nat-gateway' && network.egress.inspected;
  }

  /** The way out, for the hosts that contracts name and for no others. */
  private egress(configured: ConfiguredEgress, kmsKeyArn: string, dnsFirewall?: DnsFirewallOptions): Egress {
    if (configured.kind === 'endpoints-only') return configured;
    const { retentionDays } = this.environment.logs;
    const filter = { allowedHosts: this.allowedHosts(), dnsFirewall };
    if (configured.kind === 'nat-instance') return { ...configured, ...filter };
    const { placement, inspected } = configured;
    const networkFirewall = inspected
      ? { kmsKeyArn, retentionInDays: retentionDays, deleteProtection: this.environment.protected }
      : undefined;
    return { kind: 'nat-gateway', placement, ...filter, networkFirewall };
  }

  private allowedHosts(): readonly string[] {
    const outside = webhooks(this.environment);
    const used = this.contracts.flatMap(({ uses }) =>
      Object.entries(uses).flatMap(([name, { kind }]) =>
        kind === 'webhook' ? (outside[name]?.host ?? []) : [],
      ),
    );
    return [...new Set(used)].sort();
  }
}
