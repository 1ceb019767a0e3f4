import { isUnknown } from '../../graph/value';
import { Decimal } from '../decimal';
import { NotPriced, type Pricer, product } from '../pricer';

/** AWS Network Firewall and Route 53 Resolver DNS Firewall. */
export const firewallPricers: readonly Pricer[] = [
  {
    type: 'aws_networkfirewall_firewall',
    service: 'Network Firewall',
    usage: [
      {
        key: 'processedGbPerMonth',
        unit: 'GB',
        default: '10',
        meaning: 'through all endpoints of the firewall, in both directions',
      },
    ],
    components: [
      {
        name: 'hours in each zone',
        kind: 'fixed',
        price: 'network-firewall.hour',
        quantity: (subject) => product(subject.count('subnet_mapping'), subject.hours),
      },
      {
        name: 'data processed',
        kind: 'usage',
        price: 'network-firewall.gb',
        quantity: (subject) => subject.usage('processedGbPerMonth'),
      },
    ],
  },
  {
    type: 'aws_route53_resolver_firewall_domain_list',
    service: 'DNS Firewall',
    components: [
      {
        name: 'domain names',
        kind: 'fixed',
        price: 'dns-firewall.domain-month',
        quantity: (subject) => subject.count('domains'),
      },
    ],
  },
  {
    type: 'aws_route53_resolver_firewall_rule_group_association',
    service: 'DNS Firewall',
    usage: [
      {
        key: 'queriesPerMonth',
        unit: 'queries',
        default: '1000000',
        meaning: 'asked in the VPC and not answered from the cache of the resolver',
      },
    ],
    components: [
      {
        name: 'queries',
        kind: 'usage',
        price: 'dns-firewall.query',
        quantity: (subject) => subject.usage('queriesPerMonth'),
      },
    ],
  },
  {
    type: 'aws_wafv2_web_acl',
    service: 'WAF',
    usage: [{ key: 'requestsPerMonth', unit: 'requests', default: '100000', meaning: 'checked by the ACL' }],
    components: [
      { name: 'web ACL', kind: 'fixed', price: 'waf.acl-month', quantity: () => Decimal.ONE },
      {
        name: 'rules',
        kind: 'fixed',
        price: 'waf.rule-month',
        quantity: ({ resource }) => {
          const rules = resource.blocks('rule');
          const unknown = rules.find(isUnknown);
          return unknown
            ? new NotPriced(`the rules are not known: ${unknown.reason}`)
            : Decimal.of(rules.length);
        },
      },
      {
        name: 'requests',
        kind: 'usage',
        price: 'waf.request',
        quantity: (subject) => subject.usage('requestsPerMonth'),
      },
    ],
  },
  {
    type: 'aws_ec2_transit_gateway_vpc_attachment',
    service: 'transit gateway',
    usage: [
      { key: 'sentGbPerMonth', unit: 'GB', default: '10', meaning: 'sent from the VPC to the gateway' },
    ],
    components: [
      { name: 'hours', kind: 'fixed', price: 'transit-gateway.hour', quantity: ({ hours }) => hours },
      {
        name: 'data sent',
        kind: 'usage',
        price: 'transit-gateway.gb',
        quantity: (subject) => subject.usage('sentGbPerMonth'),
      },
    ],
  },
];
