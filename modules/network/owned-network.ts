import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import type { Construct } from 'constructs';
import { Problems } from '../core/errors';
import { checkEgressOptions, createEgress } from './create-egress';
import type { Egress } from './egress';
import type { EgressContext } from './egress-context';
import { isInspected } from './egress-filter';
import { createIpv6Egress } from './egress-ipv6';
import { checkFlowLogs, FlowLogs, type FlowLogsOptions } from './flow-logs';
import { Network } from './network';
import { checkNetworkName } from './network-name';
import { type NetworkPlan, type NetworkPlanProps, planNetwork, regionOf } from './network-plan';
import { type BuiltSubnets, createSubnets } from './subnets';

/** A VPC of the system's own. What `NetworkPlanProps` says of the subnets holds here. */
export interface OwnedNetworkProps extends Omit<NetworkPlanProps, 'egress' | 'inspectedEgress' | 'vpcCidr'> {
  /** Kebab-case, such as `deposits-dev`. The beginning of every name in the network. */
  readonly name: string;
  /** The VPC's range, /16 to /28. */
  readonly cidr: string;
  /** How functions reach what is outside. There is no default: it is the dearest choice in the network. */
  readonly egress: Egress;
  /**
   * Dual-stack egress subnets that can open IPv6 connections to the internet; needs a NAT for IPv4, and no network
   * firewall, past which they would go.
   *
   * @default false
   */
  readonly ipv6Egress?: boolean;
  /** Whether CloudWatch counts the VPC's addresses. It costs nothing. @default true */
  readonly addressUsageMetrics?: boolean;
  /** @default on, for a year */
  readonly flowLogs?: FlowLogsOptions;
  /** Tags of every resource, besides its Name. @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A VPC with its subnets, routes and egress, its default security group closed and its traffic recorded.
 *
 * The default network ACL stays as AWS makes it (it admits everything): the security groups decide, and a second,
 * stateless list would have to repeat what they say.
 *
 * @example
 * new OwnedNetwork(this, 'network', {
 *   name: 'deposits-dev', cidr: '10.20.0.0/16', zones: ['eu-west-1a', 'eu-west-1b'],
 *   egress: { kind: 'nat-gateway', placement: 'single', allowedHosts: ['partner.example.com'] },
 * });
 */
export class OwnedNetwork extends Network {
  /** What was calculated: for documentation and cost. */
  readonly plan: NetworkPlan;

  /** @throws InvalidInputError with everything that is wrong with the plan */
  constructor(scope: Construct, id: string, props: OwnedNetworkProps) {
    super(scope, id);
    const problems = checkProps(props);
    const { kind: egress } = props.egress;
    const planProps = { ...props, vpcCidr: props.cidr, egress, inspectedEgress: isInspected(props.egress) };
    this.plan = planNetwork(planProps, this.node.path, problems);
    const vpc = this.createVpc(props);
    this.closeDefaultGroup(vpc, props);
    const built = this.createSubnets(vpc, props);
    const context = this.egressContext(vpc, built, props);
    const place = { ...context, mode: 'owned', region: regionOf(this.plan) } as const;
    const internetEgress = createEgress(this, place, props.egress);
    if (props.ipv6Egress) createIpv6Egress(this, context);
    new FlowLogs(this, 'flow-logs', { ...props.flowLogs, name: props.name, vpcId: vpc.id, tags: props.tags });
    this.finish({
      mode: 'owned',
      vpcId: vpc.id,
      vpcCidr: props.cidr,
      internetEgress,
      ipv6Egress: props.ipv6Egress ?? false,
      subnets: built.tiers,
    });
  }

  /** Both DNS attributes are on: private DNS of interface endpoints needs them (facts.json `e-privdns`). */
  private createVpc({
    name,
    cidr,
    ipv6Egress = false,
    addressUsageMetrics = true,
    tags,
  }: OwnedNetworkProps): Vpc {
    return new Vpc(this, 'vpc', {
      cidrBlock: cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      // Without it nobody sees how much of the VPC's quota is used.
      enableNetworkAddressUsageMetrics: addressUsageMetrics,
      ...(ipv6Egress ? { assignGeneratedIpv6CidrBlock: true } : {}),
      tags: { Name: name, ...tags },
    });
  }

  /** Whatever is created without naming a group gets the default one: it must reach nothing. */
  private closeDefaultGroup(vpc: Vpc, { name, tags }: OwnedNetworkProps): void {
    new DefaultSecurityGroup(this, 'default-security-group', {
      vpcId: vpc.id,
      ingress: [],
      egress: [],
      tags: { Name: `${name}-default-closed`, ...tags },
    });
  }

  private createSubnets(vpc: Vpc, { name, ipv6Egress, tags }: OwnedNetworkProps): BuiltSubnets {
    const internetGateway = this.plan.tiers.includes('public')
      ? new InternetGateway(this, 'internet-gateway', { vpcId: vpc.id, tags: { Name: name, ...tags } })
      : undefined;
    return createSubnets(this, {
      name,
      vpcId: vpc.id,
      plan: this.plan,
      internetGatewayId: internetGateway?.id,
      ipv6CidrBlock: ipv6Egress ? vpc.ipv6CidrBlock : undefined,
      tags,
    });
  }

  private egressContext(
    vpc: Vpc,
    { tiers, internetRoute }: BuiltSubnets,
    props: OwnedNetworkProps,
  ): EgressContext {
    return {
      name: props.name,
      vpcId: vpc.id,
      vpcCidr: props.cidr,
      publicSubnets: tiers.public ?? [],
      egressSubnets: tiers.egress ?? [],
      firewallSubnets: tiers.firewall ?? [],
      internetRoute,
      tags: props.tags,
    };
  }
}

/** What the plan does not look at. `planNetwork` reports it together with what it finds itself. */
function checkProps({ name, egress, ipv6Egress, flowLogs = {} }: OwnedNetworkProps): Problems {
  const problems = new Problems();
  checkNetworkName(name, problems);
  checkEgressOptions(egress, 'owned', problems);
  checkFlowLogs(flowLogs, problems);
  problems.check(!(ipv6Egress && egress.kind === 'endpoints-only'), {
    code: 'network-ipv6-endpoints-only',
    property: 'ipv6Egress',
    received: ipv6Egress,
    allowed: 'false with endpoints-only, which promises that there is no way out',
    fix: 'Remove ipv6Egress, or choose an egress with a NAT.',
  });
  problems.check(!(ipv6Egress && isInspected(egress)), {
    code: 'network-ipv6-firewall',
    property: 'ipv6Egress',
    received: ipv6Egress,
    allowed: 'false with a network firewall: what goes by the egress-only gateway does not pass it',
    fix: 'Remove ipv6Egress, or the firewall.',
  });
  return problems;
}
