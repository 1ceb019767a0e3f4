import { Construct } from 'constructs';
import { Problems } from '../core/errors';
import { TIERS, type Tier } from './tier';

/**
 * `owned`: this system's VPC. `attached`: our subnets in somebody's VPC. `shared`: somebody's subnets in somebody's VPC.
 */
export type NetworkMode = 'owned' | 'attached' | 'shared';

/** A subnet, as much of it as those need who place something in it. */
export interface SubnetRef {
  readonly id: string;
  /** Availability zone by name. */
  readonly zone: string;
  /** @default unknown */
  readonly cidr?: string;
  /** @default unknown, or the VPC's main route table */
  readonly routeTableId?: string;
}

/** What a stack has to output so that another stack can import the network. Values may be Terraform references. */
export interface NetworkAttributes {
  readonly mode: NetworkMode;
  readonly vpcId: string;
  readonly vpcCidr: string;
  /** Whether functions in the egress tier reach the internet over IPv4 (by a NAT). */
  readonly internetEgress: boolean;
  /** Whether functions in the egress tier reach the internet over IPv6 (by an egress-only gateway). @default false */
  readonly ipv6Egress?: boolean;
  /** How many there are of each must be known at synth; their values need not. A tier that is absent is empty. */
  readonly subnets: Partial<Readonly<Record<Tier, readonly SubnetRef[]>>>;
}

/** Where functions, endpoints and data are placed. */
export interface INetwork {
  readonly mode: NetworkMode;
  readonly vpcId: string;
  readonly vpcCidr: string;
  readonly zones: readonly string[];
  readonly internetEgress: boolean;
  readonly ipv6Egress: boolean;
  /** False for shared subnets: AWS lets only the VPC's owner make endpoints there (facts.json `e-shared`). */
  readonly canCreateEndpoints: boolean;
  /** Empty when the network has no such tier. */
  subnets(tier: Tier): readonly SubnetRef[];
  /** The route tables of a tier, each once. Empty where they are not known. */
  routeTableIds(tier: Tier): readonly string[];
  attributes(): NetworkAttributes;
}

/**
 * What every network has in common, whoever made it. Subclasses build and then hand over what they built;
 * `Network.fromAttributes` builds nothing.
 */
export abstract class Network extends Construct implements INetwork {
  /**
   * A network that another stack made, from the attributes that it output.
   *
   * @throws InvalidInputError when there is nowhere to place a function
   */
  static fromAttributes(scope: Construct, id: string, attributes: NetworkAttributes): INetwork {
    return new ImportedNetwork(scope, id, attributes);
  }

  private built?: NetworkAttributes;

  get mode(): NetworkMode {
    return this.attributes().mode;
  }

  get vpcId(): string {
    return this.attributes().vpcId;
  }

  get vpcCidr(): string {
    return this.attributes().vpcCidr;
  }

  get internetEgress(): boolean {
    return this.attributes().internetEgress;
  }

  get ipv6Egress(): boolean {
    return this.attributes().ipv6Egress ?? false;
  }

  get zones(): readonly string[] {
    return [...new Set(TIERS.flatMap((tier) => this.subnets(tier).map(({ zone }) => zone)))];
  }

  get canCreateEndpoints(): boolean {
    return this.mode !== 'shared';
  }

  subnets(tier: Tier): readonly SubnetRef[] {
    return this.attributes().subnets[tier] ?? [];
  }

  routeTableIds(tier: Tier): readonly string[] {
    return [...new Set(this.subnets(tier).flatMap(({ routeTableId }) => routeTableId ?? []))];
  }

  attributes(): NetworkAttributes {
    if (!this.built) throw new Error(`${this.node.path}: the network is not built yet`);
    return this.built;
  }

  /** Called once, at the end of a subclass's constructor. */
  protected finish(attributes: NetworkAttributes): void {
    this.built = attributes;
  }
}

class ImportedNetwork extends Network {
  constructor(scope: Construct, id: string, attributes: NetworkAttributes) {
    super(scope, id);
    const { subnets } = attributes;
    const problems = new Problems();
    problems.check(
      [subnets.private, subnets.isolated].some((tier) => tier !== undefined && tier.length > 0),
      {
        code: 'network-without-private-subnets',
        property: 'subnets',
        received: Object.keys(subnets),
        allowed: 'at least one private or isolated subnet',
        fix: 'Import the subnets in which the functions are to be.',
      },
    );
    problems.check(!attributes.internetEgress || (subnets.egress ?? []).length > 0, {
      code: 'network-without-egress-subnets',
      property: 'internetEgress',
      received: attributes.internetEgress,
      allowed: 'true only with egress subnets: no others have a route to the internet',
      fix: 'Import the egress subnets, or say that there is no way to the internet.',
    });
    problems.throwIfAny(this.node.path);
    this.finish(attributes);
  }
}
