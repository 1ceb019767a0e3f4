import { Unknown } from '../../../../policies/graph/value';
import { type DnsFirewall, dnsFirewalls, dnsVerdict } from '../../../../policies/model/network/dns-firewall';
import { flowLogs } from '../../../../policies/model/network/flow-logs';
import { attachments, usersOfGroups } from '../../../../policies/model/network/interfaces';
import { networkFirewalls } from '../../../../policies/model/network/network-firewalls';
import { contextOf, there } from './support';

const VPC = 'resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }\n';

describe('DNS firewall', () => {
  const FIREWALL = `${VPC}
resource "aws_route53_resolver_firewall_domain_list" "partner" {
  name    = "partner"
  domains = ["partner.example.", "*.partner.example"]
}
resource "aws_route53_resolver_firewall_domain_list" "all" {
  name    = "all"
  domains = ["*"]
}
resource "aws_route53_resolver_firewall_rule_group" "g" { name = "g" }
resource "aws_route53_resolver_firewall_rule" "z_allow" {
  name                    = "allow"
  action                  = "ALLOW"
  priority                = 1
  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.partner.id
  firewall_rule_group_id  = aws_route53_resolver_firewall_rule_group.g.id
}
resource "aws_route53_resolver_firewall_rule" "a_block" {
  name                    = "block"
  action                  = "BLOCK"
  block_response          = "NXDOMAIN"
  priority                = 2
  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.all.id
  firewall_rule_group_id  = aws_route53_resolver_firewall_rule_group.g.id
}
resource "aws_route53_resolver_firewall_rule_group_association" "a" {
  name                   = "a"
  priority               = 101
  vpc_id                 = aws_vpc.v.id
  firewall_rule_group_id = GROUP
}`;
  const firewall = async (group: string): Promise<DnsFirewall> => {
    const context = await contextOf(FIREWALL.replace('GROUP', group));
    return there([...context.derive(dnsFirewalls).values()][0]);
  };

  test.each([
    ['partner.example', 'ALLOW'],
    ['api.Partner.example.', 'ALLOW'],
    ['notpartner.example', 'BLOCK'],
    ['evil.example', 'BLOCK'],
  ])('%s: %s', async (host, action) => {
    const found = await firewall('aws_route53_resolver_firewall_rule_group.g.id');
    expect(dnsVerdict(found, host)).toMatchObject({ action });
  });

  test('a rule group from elsewhere may say anything', async () => {
    expect(dnsVerdict(await firewall('"rslvr-frg-1"'), 'evil.example')).toBeInstanceOf(Unknown);
  });
});

test('a flow log watches one thing', async () => {
  const context = await contextOf(`${VPC}
resource "aws_flow_log" "a" {
  vpc_id       = aws_vpc.v.id
  traffic_type = "REJECT"
}
resource "aws_flow_log" "b" {}`);
  const logs = context.derive(flowLogs);
  expect([...logs.byTarget.values()].map(([log]) => log?.traffic)).toEqual(['REJECT']);
  expect(logs.ofAny.map(({ resource }) => resource.address)).toEqual(['aws_flow_log.b']);
});

test('interfaces: whoever names subnets and groups, in blocks of blocks too', async () => {
  const context = await contextOf(`
resource "aws_security_group" "g" {}
resource "aws_subnet" "s" {
  count      = 2
  cidr_block = "10.0.\${count.index}.0/24"
}
resource "aws_lambda_function" "f" {
  vpc_config {
    subnet_ids         = aws_subnet.s[*].id
    security_group_ids = [aws_security_group.g.id]
  }
}
resource "aws_msk_cluster" "m" {
  broker_node_group_info {
    client_subnets  = [for s in aws_subnet.s : s.id]
    security_groups = [aws_security_group.g.id, "sg-1"]
  }
}
resource "aws_lambda_function" "outside" {}
variable "groups" {}
resource "aws_instance" "i" {
  vpc_security_group_ids = var.groups
}`);
  const found = context.derive(attachments);
  expect(
    found.map(({ resource, subnets, groups }) => [resource.address, subnets.ids.length, groups.ids.length]),
  ).toEqual([
    ['aws_lambda_function.f', 2, 1],
    ['aws_instance.i', 0, 0],
    ['aws_msk_cluster.m', 2, 2],
  ]);
  expect(found.map(({ groups }) => groups.unknown !== undefined)).toEqual([false, true, false]);
  const group = context.graph.attribute(there(context.graph.byType('aws_security_group')[0]), 'id');
  expect(context.derive(usersOfGroups).get(group)).toHaveLength(2);
});

test('a network firewall has its policy, subnets and logging', async () => {
  const context = await contextOf(`${VPC}
resource "aws_subnet" "s" { vpc_id = aws_vpc.v.id }
resource "aws_networkfirewall_firewall_policy" "p" { name = "p" }
resource "aws_networkfirewall_firewall" "f" {
  name                = "f"
  vpc_id              = aws_vpc.v.id
  firewall_policy_arn = aws_networkfirewall_firewall_policy.p.arn
  delete_protection   = true
  subnet_mapping { subnet_id = aws_subnet.s.id }
}
resource "aws_networkfirewall_logging_configuration" "l" {
  firewall_arn = aws_networkfirewall_firewall.f.arn
}`);
  const [firewall] = context.derive(networkFirewalls).values();
  expect(firewall).toMatchObject({ deleteProtection: true, policy: { name: 'p' }, logging: [{ name: 'l' }] });
  expect(firewall?.subnets).toHaveLength(1);
});
