import { DataAwsInternetGateway } from '@cdktf/provider-aws/lib/data-aws-internet-gateway';
import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc';
import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import type { Construct } from 'constructs';
import { Problems } from '../core/errors';
import { checkEgressOptions, createEgress } from './create-egress';
import type { Egress } from './egress';
import { isInspected } from './egress-filter';
import { checkFlowLogs, FlowLogs, type FlowLogsOptions } from './flow-logs';
import { Network } from './network';
import { checkNetworkName } from './network-name';
import { type NetworkPlan, type NetworkPlanProps, planNetwork, regionOf } from './network-plan';
import { createSubnets } from './subnets';
import { vpcPostconditions } from './vpc-postconditions';

/** Which VPC: by id, or by tags that exactly one VPC has. */
export type VpcSelector = { readonly id: string } | { readonly tags: Readonly<Record<string, string>> };

/**
 * The internet gateway of the VPC, for a NAT: a VPC has one at most. `look-up` finds the one that is attached,
 * `create` makes and attaches one.
 */
export type InternetGatewaySource = 'look-up' | 'create' | { readonly id: string };

/** Our subnets in a VPC that exists. What `NetworkPlanProps` says of the subnets holds here. */
export interface AttachedNetworkProps extends Omit<NetworkPlanProps, 'egress' | 'inspectedEgress'> {
  /** Kebab-case, such as `deposits-dev`. The beginning of every name in the network. */
  readonly name: string;
  readonly vpc: VpcSelector;
  /** A range that the VPC has (its first or an associated one). Terraform stops when it has not. */
  readonly vpcCidr: string;
  readonly egress: Egress;
  /** Used only with a NAT. @default 'look-up' */
  readonly internetGateway?: InternetGatewaySource;
  /**
   * Takes every rule from the VPC's default security group. Not ours to do unless its owner agrees: whatever runs in
   * that group loses its connections, and destroying this stack does not bring the rules back.
   *
   * @default false
   */
  readonly closeDefaultSecurityGroup?: boolean;
  /** Flow logs of the whole VPC, besides those that its owner may have. @default none: they are the owner's concern */
  readonly flowLogs?: FlowLogsOptions;
  /** Tags of every resource, besides its Name. @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Subnets, routes and egress in a VPC that somebody else made. What is declared about it is verified while Terraform
 * plans. Nothing that belongs to the VPC itself is touched, unless an option asks for it.
 *
 * @example
 * new AttachedNetwork(this, 'network', {
 *   name: 'deposits-prod', vpc: { id: 'vpc-0a1b2c3d4e5f67890' }, vpcCidr: '10.0.0.0/16',
 *   subnetSpace: '10.0.64.0/18', occupied: ['10.0.96.0/24'],
 *   zones: ['eu-west-1a', 'eu-west-1b'], egress: { kind: 'endpoints-only' },
 * });
 */
export class AttachedNetwork extends Network {
  /** What was calculated: for documentation and cost. */
  readonly plan: NetworkPlan;

  /** @throws InvalidInputError with everything that is wrong with the plan */
  constructor(scope: Construct, id: string, props: AttachedNetworkProps) {
    super(scope, id);
    const { kind } = props.egress;
    const planProps = { ...props, egress: kind, inspectedEgress: isInspected(props.egress) };
    this.plan = planNetwork(planProps, this.node.path, checkProps(props));
    const { name, vpcCidr, egress, tags } = props;
    const vpcId = this.lookUpVpc(props).id;
    const { tiers, internetRoute } = createSubnets(this, {
      name,
      vpcId,
      plan: this.plan,
      internetGatewayId: this.plan.tiers.includes('public')
        ? this.internetGatewayId(vpcId, props)
        : undefined,
      tags,
    });
    const context = {
      mode: 'attached',
      region: regionOf(this.plan),
      name,
      vpcId,
      vpcCidr,
      publicSubnets: tiers.public ?? [],
      egressSubnets: tiers.egress ?? [],
      firewallSubnets: tiers.firewall ?? [],
      internetRoute,
      tags,
    } as const;
    const internetEgress = createEgress(this, context, egress);
    this.createOnRequest(vpcId, props);
    this.finish({ mode: 'attached', vpcId, vpcCidr, internetEgress, subnets: tiers });
  }

  private lookUpVpc({ vpc, vpcCidr }: AttachedNetworkProps): DataAwsVpc {
    return new DataAwsVpc(this, 'vpc', { ...vpc, lifecycle: { postcondition: vpcPostconditions(vpcCidr) } });
  }

  private internetGatewayId(vpcId: string, props: AttachedNetworkProps): string {
    const { name, internetGateway = 'look-up', tags } = props;
    if (typeof internetGateway === 'object') return internetGateway.id;
    if (internetGateway === 'create') {
      return new InternetGateway(this, 'internet-gateway', { vpcId, tags: { Name: name, ...tags } }).id;
    }
    return new DataAwsInternetGateway(this, 'internet-gateway', {
      filter: [{ name: 'attachment.vpc-id', values: [vpcId] }],
    }).internetGatewayId;
  }

  private createOnRequest(vpcId: string, props: AttachedNetworkProps): void {
    const { name, closeDefaultSecurityGroup = false, flowLogs, tags } = props;
    if (closeDefaultSecurityGroup) {
      new DefaultSecurityGroup(this, 'default-security-group', {
        vpcId,
        ingress: [],
        egress: [],
        tags: { Name: `${name}-default-closed`, ...tags },
      });
    }
    if (flowLogs) new FlowLogs(this, 'flow-logs', { ...flowLogs, name, vpcId, tags });
  }
}

/** What the plan does not look at. `planNetwork` reports it together with what it finds itself. */
function checkProps({ name, vpc, egress, flowLogs = {} }: AttachedNetworkProps): Problems {
  const problems = new Problems();
  checkNetworkName(name, problems);
  checkEgressOptions(egress, 'attached', problems);
  checkFlowLogs(flowLogs, problems);
  const selected = 'id' in vpc ? vpc.id.length > 0 : Object.keys(vpc.tags).length > 0;
  problems.check(selected, {
    code: 'network-vpc-selector',
    property: 'vpc',
    received: vpc,
    allowed: '{ id } or { tags } with at least one tag',
    fix: 'Name the VPC by its id, or by tags that only it has.',
  });
  return problems;
}
