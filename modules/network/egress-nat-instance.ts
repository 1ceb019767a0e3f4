import { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter';
import { Eip } from '@cdktf/provider-aws/lib/eip';
import { Instance } from '@cdktf/provider-aws/lib/instance';
import { Route } from '@cdktf/provider-aws/lib/route';
import { Construct } from 'constructs';
import type { Problems } from '../core/errors';
import type { NatInstanceOptions } from './egress';
import type { EgressContext } from './egress-context';
import { Peer } from './peer';
import { Port } from './port';
import { SecurityGroup } from './security-group';
import type { BuiltSubnet } from './subnets';

/**
 * The newest Amazon Linux 2023 for arm64, as AWS publishes it. The data source says which image a new instance takes;
 * a running one keeps its image until it is replaced (`terraform apply -replace=…`), or every image that AWS releases
 * would cut the egress in some unrelated apply.
 */
const IMAGE_PARAMETER = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64';

const DEFAULT_TYPE = 't4g.nano';

/** The size of the image's own volume. */
const ROOT_VOLUME_GIB = 8;

/** Instance families with a Graviton processor: a letter and number, and a `g` in what follows (t4g, c7gn, m8g). */
const ARM64_TYPE = /^[a-z]+\d+[a-z]*g[a-z]*\.[a-z0-9-]+$/;

/**
 * One instance that forwards and masquerades what comes from the egress subnets, and their default routes to it.
 * For development: no failover, and 5 Gbit/s at most.
 *
 * It has no instance role, no key pair and no way in but from the egress subnets. Its only public address is the
 * Elastic IP (`associate_public_ip_address = false` would be read back as true once that is attached, and replace the
 * instance at the next apply).
 *
 * The options have been checked by `checkNatInstance`.
 *
 * @returns whether functions reach the internet
 */
export function createNatInstanceEgress(
  scope: Construct,
  context: EgressContext,
  options: NatInstanceOptions,
): boolean {
  const [host] = context.publicSubnets;
  if (host) new NatInstance(scope, 'nat-instance', context, host, options);
  return true;
}

/** Finds what is wrong with the options, before anything is built. */
export function checkNatInstance(options: NatInstanceOptions, problems: Problems): void {
  const { instanceType = DEFAULT_TYPE, forwardedPorts = [443], otherPortsBecause } = options;
  problems.check(ARM64_TYPE.test(instanceType), {
    code: 'nat-instance-type',
    property: 'egress.instanceType',
    received: instanceType,
    allowed: 'an instance type with an arm64 processor, such as t4g.nano or c7gn.medium',
    fix: 'Choose a Graviton type: the image is for arm64.',
  });
  const validPort = (port: number) => Number.isInteger(port) && port >= 1 && port <= 65535;
  problems.check(forwardedPorts.length > 0 && forwardedPorts.every(validPort), {
    code: 'nat-instance-ports',
    property: 'egress.forwardedPorts',
    received: forwardedPorts,
    allowed: 'at least one port from 1 to 65535',
    fix: 'Name the TCP ports that the functions use.',
  });
  problems.check(forwardedPorts.every((port) => port === 443) || Boolean(otherPortsBecause?.trim()), {
    code: 'nat-instance-ports-reason',
    property: 'egress.otherPortsBecause',
    received: otherPortsBecause,
    allowed: 'a reason, where other ports than 443 are forwarded',
    fix: 'Say what the other ports are for.',
  });
}

class NatInstance extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly context: EgressContext,
    host: BuiltSubnet,
    options: NatInstanceOptions,
  ) {
    super(scope, id);
    const group = this.createSecurityGroup(options);
    const instance = this.createInstance(host, group, options);
    new Eip(this, 'address', { domain: 'vpc', instance: instance.id, tags: this.tags() });
    for (const { zone, routeTableId } of context.egressSubnets) {
      new Route(this, `egress-${zone}-internet`, {
        routeTableId,
        destinationCidrBlock: '0.0.0.0/0',
        networkInterfaceId: instance.primaryNetworkInterfaceId,
      });
    }
  }

  private createSecurityGroup({
    forwardedPorts = [443],
    otherPortsBecause,
  }: NatInstanceOptions): SecurityGroup {
    const { name, vpcId, egressSubnets, tags } = this.context;
    const group = new SecurityGroup(this, 'security-group', {
      name: `${name}-nat`,
      description: 'NAT instance: forwards what the egress subnets send to the internet',
      vpcId,
      tags,
    });
    for (const port of forwardedPorts.map(Port.tcp)) {
      group.connections.allowTo(
        Peer.internet({ otherPortsBecause }),
        port,
        'Forwarded from the egress subnets',
      );
      for (const { cidr, zone } of egressSubnets) {
        group.connections.allowFrom(Peer.ipv4(cidr), port, `From the egress subnet in ${zone}`);
      }
    }
    return group;
  }

  private createInstance(
    { id: subnetId }: BuiltSubnet,
    group: SecurityGroup,
    { instanceType = DEFAULT_TYPE, kmsKeyArn }: NatInstanceOptions,
  ): Instance {
    const image = new DataAwsSsmParameter(this, 'image', { name: IMAGE_PARAMETER });
    return new Instance(this, 'instance', {
      ami: image.insecureValue,
      instanceType,
      subnetId,
      vpcSecurityGroupIds: [group.securityGroupId],
      sourceDestCheck: false,
      ebsOptimized: true,
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      rootBlockDevice: {
        encrypted: true,
        kmsKeyId: kmsKeyArn,
        volumeType: 'gp3',
        volumeSize: ROOT_VOLUME_GIB,
        tags: this.tags(),
      },
      userData: userData(this.context.vpcCidr),
      userDataReplaceOnChange: true,
      tags: this.tags(),
      dependsOn: this.context.internetRoute && [this.context.internetRoute],
      lifecycle: { ignoreChanges: ['ami'] },
    });
  }

  private tags(): Record<string, string> {
    return { Name: `${this.context.name}-nat`, ...this.context.tags };
  }
}

/**
 * Turns the instance into a NAT at its first start: forwarding in the kernel, and one nftables rule that survives a
 * restart. The package comes from Amazon's repository over HTTPS, once the Elastic IP is attached: hence the loop.
 */
function userData(vpcCidr: string): string {
  return [
    '#!/bin/bash',
    'set -euo pipefail',
    'until dnf install --assumeyes nftables; do sleep 5; done',
    "echo 'net.ipv4.ip_forward = 1' > /etc/sysctl.d/90-nat.conf",
    'sysctl --load /etc/sysctl.d/90-nat.conf',
    "cat > /etc/nftables/nat.nft <<'RULES'",
    'table ip nat {',
    '  chain postrouting {',
    '    type nat hook postrouting priority srcnat; policy accept;',
    `    ip saddr ${vpcCidr} ip daddr != ${vpcCidr} masquerade`,
    '  }',
    '}',
    'RULES',
    `echo 'include "/etc/nftables/nat.nft"' >> /etc/sysconfig/nftables.conf`,
    'systemctl enable --now nftables',
    '',
  ].join('\n');
}
