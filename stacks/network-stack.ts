import type { App } from 'cdktf';
import { CustomerKey, type CustomerKeyAttributes } from '../modules/data/customer-key';
import { AttachedNetwork } from '../modules/network/attached-network';
import { flowLogGroupName } from '../modules/network/flow-logs';
import type { INetwork, NetworkAttributes } from '../modules/network/network';
import { OwnedNetwork } from '../modules/network/owned-network';
import { SharedNetwork } from '../modules/network/shared-network';
import type { EnvironmentConfig } from './environments/schema';
import { SystemStack } from './system-stack';

/** The network, in the mode that the environment says, and the key of everything that is logged. */
export class NetworkStack extends SystemStack {
  readonly network: NetworkAttributes;
  readonly logsKey: CustomerKeyAttributes;

  constructor(scope: App, environment: EnvironmentConfig) {
    super(scope, 'network', environment);
    const logsKey = new CustomerKey(this, 'logs-key', {
      name: `${this.prefix}/logs`,
      description: 'Log groups of the deposit system',
      location: this.location,
      services: [],
      // API Gateway names its execution log after the API's id, which nobody knows beforehand.
      logGroups: [
        `/aws/apigateway/${this.prefix}`,
        'API-Gateway-Execution-Logs_*',
        flowLogGroupName(this.prefix),
      ],
      deletionWindowDays: this.deletionWindowDays,
    });
    this.logsKey = logsKey.attributes();
    this.network = this.createNetwork(logsKey.keyArn).attributes();
    this.share('network', this.network);
    this.share('logs_key', this.logsKey);
  }

  private createNetwork(kmsKeyArn: string): INetwork {
    const { network, logs } = this.environment;
    const name = this.prefix;
    if (network.mode === 'owned') {
      return new OwnedNetwork(this, 'network', {
        name,
        cidr: network.cidr,
        zones: network.zones,
        egress: network.egress,
        ipv6Egress: network.ipv6Egress,
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
        egress: network.egress,
        flowLogs: network.flowLogs ? { retentionInDays: logs.retentionDays, kmsKeyArn } : undefined,
      });
    }
    return new SharedNetwork(this, 'network', {
      vpcId: network.vpcId,
      vpcCidr: network.vpcCidr,
      privateSubnets: network.zones.map((zone, index) => ({
        zone,
        id: network.privateSubnetIds[index] ?? '',
      })),
      internetEgress: network.internetEgress,
      isolatedSubnets: network.zones.map((zone, index) => ({
        zone,
        id: network.isolatedSubnetIds[index] ?? '',
      })),
    });
  }
}
