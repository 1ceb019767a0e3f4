import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { Route53ResolverFirewallConfig } from '@cdktf/provider-aws/lib/route53-resolver-firewall-config';
import { Route53ResolverFirewallDomainList } from '@cdktf/provider-aws/lib/route53-resolver-firewall-domain-list';
import { Route53ResolverFirewallRule } from '@cdktf/provider-aws/lib/route53-resolver-firewall-rule';
import { Route53ResolverFirewallRuleGroup } from '@cdktf/provider-aws/lib/route53-resolver-firewall-rule-group';
import { Route53ResolverFirewallRuleGroupAssociation } from '@cdktf/provider-aws/lib/route53-resolver-firewall-rule-group-association';
import { Route53ResolverQueryLogConfig } from '@cdktf/provider-aws/lib/route53-resolver-query-log-config';
import { Route53ResolverQueryLogConfigAssociation } from '@cdktf/provider-aws/lib/route53-resolver-query-log-config-association';
import { Construct } from 'constructs';

/** How the names are filtered that a VPC resolves. */
export interface DnsFirewallOptions {
  /**
   * For a VPC that is not our own: filters the names of everything in it, its owner's workloads too. Agree with them, and
   * name what they need in `otherDomains`.
   *
   * @default false
   */
  readonly wholeVpc?: boolean;
  /**
   * What may be resolved besides the allowed hosts and the endpoints of AWS in the region: names, or `*.` and the name of
   * a domain.
   *
   * @default none
   */
  readonly otherDomains?: readonly string[];
  /** What a blocked query is answered: that the name does not exist, or that it has no such record. @default 'NXDOMAIN' */
  readonly blockResponse?: 'NXDOMAIN' | 'NODATA';
  /** Place among the rule groups of the VPC, 101 to 9,899 (AWS keeps the rest): the lowest is asked first. @default 200 */
  readonly priority?: number;
  /** Records each query, with what became of it. @default none */
  readonly queryLog?: QueryLogOptions;
}

/** Where queries are recorded. */
export interface QueryLogOptions {
  /** Days that CloudWatch keeps, one of the numbers that it takes. @default 365 */
  readonly retentionInDays?: number;
  /** Key of the log group, by ARN. Its policy must let CloudWatch Logs use it. @default CloudWatch's own encryption */
  readonly kmsKeyArn?: string;
}

export interface DnsFirewallProps extends Omit<DnsFirewallOptions, 'wholeVpc'> {
  /** Kebab-case, such as `deposits-dev`. The beginning of every name. */
  readonly name: string;
  readonly vpcId: string;
  /** Known at synth, such as `eu-west-1`. */
  readonly region: string;
  readonly allowedHosts: readonly string[];
  /** @default only the Name */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * The name of the log group of DNS queries: the policy of its key has to name it. Under `/aws/vendedlogs/`, one policy of
 * CloudWatch Logs, which AWS keeps, lets its services write to every group.
 */
export function dnsQueryLogGroupName(name: string): string {
  return `/aws/vendedlogs/${name}/dns-queries`;
}

/**
 * The names under which functions reach AWS: with private DNS, an interface endpoint answers for the service's own name
 * (`rds-data.eu-west-1.amazonaws.com`), a gateway endpoint is a route for it. The region keeps out the names that anybody
 * can have: those of instances, load balancers and function URLs lie in other domains.
 */
export function awsDomains(region: string): readonly string[] {
  return [`*.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`];
}

/**
 * Route 53 Resolver DNS Firewall of a VPC: resolves the allowed hosts and the names of AWS in the region, and nothing
 * else. Fails closed: when the firewall itself cannot be asked, no name is resolved.
 *
 * A name is what it filters. A client that knows an address, or asks another resolver over HTTPS, is not stopped by it;
 * `NetworkFirewall` is for that. What an allowed host is an alias of (a content network) is trusted without being named.
 *
 * AWS writes each domain with its final dot; so do we, or no plan would be empty.
 */
export class DnsFirewall extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DnsFirewallProps,
  ) {
    super(scope, id);
    const { name, vpcId, allowedHosts, region, otherDomains = [], priority = 200 } = props;
    const group = new Route53ResolverFirewallRuleGroup(this, 'rules', {
      name: `${name}-egress`,
      tags: this.tags('egress'),
    }).id;
    const lists = [
      ['aws', awsDomains(region)],
      ['hosts', allowedHosts],
      ['others', otherDomains],
    ] as const;
    const rules = lists.flatMap(([list, domains], index) =>
      domains.length > 0 ? [this.allow(group, list, domains, 100 * (index + 1))] : [],
    );
    rules.push(this.blockTheRest(group));
    new Route53ResolverFirewallRuleGroupAssociation(this, 'association', {
      name: `${name}-egress`,
      firewallRuleGroupId: group,
      vpcId,
      priority,
      tags: this.tags('egress'),
      // The VPC gets the group when it is whole: half of it would block what the other half allows.
      dependsOn: rules,
    });
    new Route53ResolverFirewallConfig(this, 'fail-closed', {
      resourceId: vpcId,
      firewallFailOpen: 'DISABLED',
    });
    if (props.queryLog) this.createQueryLog(props.queryLog);
  }

  private allow(
    group: string,
    list: string,
    domains: readonly string[],
    priority: number,
  ): Route53ResolverFirewallRule {
    return new Route53ResolverFirewallRule(this, `allow-${list}`, {
      name: `allow-${list}`,
      action: 'ALLOW',
      priority,
      firewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN',
      firewallDomainListId: this.createList(list, domains),
      firewallRuleGroupId: group,
    });
  }

  private blockTheRest(group: string): Route53ResolverFirewallRule {
    return new Route53ResolverFirewallRule(this, 'block-rest', {
      name: 'block-rest',
      action: 'BLOCK',
      blockResponse: this.props.blockResponse ?? 'NXDOMAIN',
      priority: 1000,
      firewallDomainListId: this.createList('everything', ['*']),
      firewallRuleGroupId: group,
    });
  }

  private createList(list: string, domains: readonly string[]): string {
    return new Route53ResolverFirewallDomainList(this, list, {
      name: `${this.props.name}-${list}`,
      domains: [...new Set(domains)].sort().map((domain) => `${domain}.`),
      tags: this.tags(list),
    }).id;
  }

  private createQueryLog({ retentionInDays = 365, kmsKeyArn }: QueryLogOptions): void {
    const { name, vpcId } = this.props;
    const logGroup = new CloudwatchLogGroup(this, 'query-log', {
      name: dnsQueryLogGroupName(name),
      retentionInDays,
      kmsKeyId: kmsKeyArn,
      tags: this.tags('dns-queries'),
    });
    const config = new Route53ResolverQueryLogConfig(this, 'query-log-config', {
      name: `${name}-dns-queries`,
      destinationArn: logGroup.arn,
      tags: this.tags('dns-queries'),
    });
    new Route53ResolverQueryLogConfigAssociation(this, 'query-log-association', {
      resolverQueryLogConfigId: config.id,
      resourceId: vpcId,
    });
  }

  private tags(part: string): Record<string, string> {
    return { Name: `${this.props.name}-${part}`, ...this.props.tags };
  }
}
