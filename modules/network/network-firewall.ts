import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { NetworkfirewallFirewall } from '@cdktf/provider-aws/lib/networkfirewall-firewall';
import { NetworkfirewallFirewallPolicy } from '@cdktf/provider-aws/lib/networkfirewall-firewall-policy';
import { NetworkfirewallLoggingConfiguration } from '@cdktf/provider-aws/lib/networkfirewall-logging-configuration';
import { NetworkfirewallRuleGroup } from '@cdktf/provider-aws/lib/networkfirewall-rule-group';
import { Construct } from 'constructs';

/** How connections to the internet are inspected. */
export interface NetworkFirewallOptions {
  /**
   * Key of the firewall, its policy, its rules and its logs, by ARN. Its policy must let Network Firewall and CloudWatch
   * Logs use it.
   */
  readonly kmsKeyArn: string;
  /** Whether deleting the firewall, and moving it to other subnets, is refused. @default true */
  readonly deleteProtection?: boolean;
  /** Days that CloudWatch keeps, one of the numbers that it takes. @default 365 */
  readonly retentionInDays?: number;
}

export interface NetworkFirewallProps extends NetworkFirewallOptions {
  /** Kebab-case, such as `deposits-prod`. The beginning of every name. */
  readonly name: string;
  readonly vpcId: string;
  /** Where the endpoints stand, one a zone. */
  readonly subnets: readonly { readonly id: string; readonly zone: string }[];
  /** The ranges whose connections are inspected. */
  readonly sourceCidrs: readonly string[];
  /** The hosts that may be named in a connection. Without any, no connection is let through. */
  readonly allowedHosts: readonly string[];
  /** @default only the Name */
  readonly tags?: Readonly<Record<string, string>>;
}

/** What the firewall records: connections that it refused, and all connections. */
export type FirewallLog = 'alerts' | 'flows';

/**
 * The name of a log group of the firewall: the policy of its key has to name it. Under `/aws/vendedlogs/` as
 * `dnsQueryLogGroupName` says.
 */
export function firewallLogGroupName(name: string, log: FirewallLog): string {
  return `/aws/vendedlogs/${name}/firewall-${log}`;
}

/**
 * Room in the rule group, which cannot be changed afterwards: a host takes one for each protocol.
 * Source: Network Firewall developer guide, "Setting rule group capacity".
 */
const CAPACITY = 1000;
const PROTOCOLS = ['HTTP_HOST', 'TLS_SNI'] as const;
export const MOST_FIREWALL_HOSTS = CAPACITY / PROTOCOLS.length;

/**
 * AWS Network Firewall: lets a connection through when the host that it names in the TLS handshake (or in plain HTTP) is
 * allowed, drops every other connection of TCP, UDP or any protocol, and records it. A client that lies about the host
 * gets through to whatever answers at that address: the certificate is the client's to check.
 *
 * Only what the route tables send to `endpointId` is inspected, in both directions by the endpoint of one zone.
 */
export class NetworkFirewall extends Construct {
  readonly firewallArn: string;
  private readonly firewall: NetworkfirewallFirewall;

  /** The props have been checked by `checkEgressFilter`. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkFirewallProps,
  ) {
    super(scope, id);
    const { name, vpcId, subnets, deleteProtection = true } = props;
    this.firewall = new NetworkfirewallFirewall(this, 'firewall', {
      name: `${name}-egress`,
      description: `Lets ${name} reach the hosts that its functions declare`,
      vpcId,
      firewallPolicyArn: this.createPolicy().arn,
      subnetMapping: subnets.map((subnet) => ({ subnetId: subnet.id })),
      deleteProtection: deleteProtection,
      subnetChangeProtection: deleteProtection,
      firewallPolicyChangeProtection: deleteProtection,
      encryptionConfiguration: this.encryption(),
      tags: this.tags('egress'),
    });
    this.firewallArn = this.firewall.arn;
    this.createLogs();
  }

  /** The endpoint of a zone: the target of routes. Known only when the firewall is there. */
  endpointId(zone: string): string {
    const states = `${this.firewall.fqn}.firewall_status[0].sync_states`;
    return `\${one([for state in ${states} : state.attachment[0].endpoint_id if state.availability_zone == "${zone}"])}`;
  }

  /** The packets that open a connection name no host: only once it is established is it dropped. */
  private createPolicy(): NetworkfirewallFirewallPolicy {
    const { name, allowedHosts } = this.props;
    return new NetworkfirewallFirewallPolicy(this, 'policy', {
      name: `${name}-egress`,
      description: 'Everything is inspected; what no rule lets through is dropped',
      firewallPolicy: {
        statelessDefaultActions: ['aws:forward_to_sfe'],
        statelessFragmentDefaultActions: ['aws:forward_to_sfe'],
        // A connection that began before the firewall was there, or at another endpoint: its client is told at once.
        statefulEngineOptions: { ruleOrder: 'STRICT_ORDER', streamExceptionPolicy: 'REJECT' },
        statefulDefaultActions: ['aws:drop_established', 'aws:alert_established'],
        statefulRuleGroupReference:
          allowedHosts.length > 0 ? [{ priority: 100, resourceArn: this.createRules().arn }] : undefined,
      },
      encryptionConfiguration: this.encryption(),
      tags: this.tags('egress'),
    });
  }

  private createRules(): NetworkfirewallRuleGroup {
    const { name, allowedHosts, sourceCidrs } = this.props;
    const rulesSourceList = {
      generatedRulesType: 'ALLOWLIST',
      targetTypes: [...PROTOCOLS],
      targets: [...new Set(allowedHosts)].sort(),
    };
    return new NetworkfirewallRuleGroup(this, 'rules', {
      name: `${name}-hosts`,
      description: 'The hosts that functions declare',
      type: 'STATEFUL',
      capacity: CAPACITY,
      ruleGroup: {
        ruleVariables: { ipSets: [{ key: 'HOME_NET', ipSet: { definition: [...sourceCidrs] } }] },
        rulesSource: { rulesSourceList },
        statefulRuleOptions: { ruleOrder: 'STRICT_ORDER' },
      },
      encryptionConfiguration: this.encryption(),
      tags: this.tags('hosts'),
    });
  }

  private createLogs(): void {
    const types = [
      ['ALERT', 'alerts'],
      ['FLOW', 'flows'],
    ] as const;
    new NetworkfirewallLoggingConfiguration(this, 'logging', {
      firewallArn: this.firewallArn,
      loggingConfiguration: {
        logDestinationConfig: types.map(([logType, log]) => ({
          logType,
          logDestinationType: 'CloudWatchLogs',
          logDestination: { logGroup: this.createLogGroup(log).name },
        })),
      },
    });
  }

  private createLogGroup(log: FirewallLog): CloudwatchLogGroup {
    const { name, kmsKeyArn, retentionInDays = 365 } = this.props;
    return new CloudwatchLogGroup(this, log, {
      name: firewallLogGroupName(name, log),
      retentionInDays,
      kmsKeyId: kmsKeyArn,
      tags: this.tags(`firewall-${log}`),
    });
  }

  private encryption() {
    return { type: 'CUSTOMER_KMS', keyId: this.props.kmsKeyArn };
  }

  private tags(part: string): Record<string, string> {
    return { Name: `${this.props.name}-${part}`, ...this.props.tags };
  }
}
