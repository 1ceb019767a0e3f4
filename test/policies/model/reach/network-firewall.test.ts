import type { ReachPath } from '../../../../policies/model/reach/function-reach';
import { reach } from '../../../../policies/model/reach/reach';
import { obstacle } from '../../../../policies/model/reach/step';
import { contextOf, there } from '../network/support';
import { SAMPLE } from './sample-network';

const LIST = `resource "aws_networkfirewall_rule_group" "hosts" {
  name     = "hosts"
  type     = "STATEFUL"
  capacity = 10
  rule_group {
    rules_source {
      rules_source_list {
        generated_rules_type = "ALLOWLIST"
        target_types         = ["TLS_SNI"]
        targets              = ["partner.example"]
      }
    }
    stateful_rule_options {
      rule_order = "STRICT_ORDER"
    }
  }
}
`;

const POLICY = `resource "aws_networkfirewall_firewall_policy" "main" {
  name = "main"
  firewall_policy {
    stateless_default_actions          = ["aws:forward_to_sfe"]
    stateless_fragment_default_actions = ["aws:forward_to_sfe"]
    stateful_default_actions           = ["aws:drop_established"]
    stateful_engine_options {
      rule_order = "STRICT_ORDER"
    }
    stateful_rule_group_reference {
      priority     = 10
      resource_arn = aws_networkfirewall_rule_group.hosts.arn
    }
  }
}
`;

const FIREWALL = `resource "aws_subnet" "inspection" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.9.0/28"
}
resource "aws_route_table" "inspection" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.main.id
  }
}
resource "aws_route_table_association" "inspection" {
  subnet_id      = aws_subnet.inspection.id
  route_table_id = aws_route_table.inspection.id
}
resource "aws_networkfirewall_firewall" "main" {
  name                = "main"
  vpc_id              = aws_vpc.main.id
  firewall_policy_arn = aws_networkfirewall_firewall_policy.main.arn
  subnet_mapping {
    subnet_id = aws_subnet.inspection.id
  }
}
`;

/** The sample with a firewall before the NAT, and no DNS firewall. */
const INSPECTED =
  SAMPLE.replaceAll(
    'nat_gateway_id         = aws_nat_gateway.main.id',
    'vpc_endpoint_id = tolist(aws_networkfirewall_firewall.main.firewall_status[0].sync_states)[0].attachment[0].endpoint_id',
  ).replace(/resource "aws_route53_resolver_firewall_rule_group_association" "main" \{[^}]*\}/, '') +
  FIREWALL +
  POLICY +
  LIST;

async function to(configuration: string, id: string): Promise<ReachPath> {
  const context = await contextOf(configuration);
  return there(
    there(context.derive(reach).functions[0]).paths.find(({ destination }) => destination.id === id),
  );
}

const HOST = 'host partner.example';

it('lets through what its list allows, and nothing else', async () => {
  expect((await to(INSPECTED, HOST)).way.passage).toBe('open');
  const internet = await to(INSPECTED, 'internet');
  expect(internet.way.passage).toBe('blocked');
  expect(there(obstacle(internet.way)).kind).toBe('firewall');
});

test.each([
  [
    'the host is not in the list',
    (text: string) => text.replace('["partner.example"]', '["other.example"]'),
    'blocked',
    'add partner.example to the targets of aws_networkfirewall_rule_group.hosts',
  ],
  [
    'the domain and all below it are in the list',
    (text: string) => text.replace('["partner.example"]', '[".example"]'),
    'open',
    undefined,
  ],
  [
    'the list denies the host',
    (text: string) => text.replace('ALLOWLIST', 'DENYLIST'),
    'blocked',
    'take partner.example out of the targets of aws_networkfirewall_rule_group.hosts',
  ],
  [
    'everything passes without a look',
    (text: string) => text.replace('["aws:forward_to_sfe"]', '["aws:pass"]'),
    'open',
    undefined,
  ],
  [
    'everything is dropped',
    (text: string) => text.replace('["aws:forward_to_sfe"]', '["aws:drop"]'),
    'blocked',
    'forward what is not matched to the stateful rules in aws_networkfirewall_firewall_policy.main (aws:forward_to_sfe)',
  ],
  [
    'nothing is dropped by default',
    (text: string) =>
      text
        .replace('["aws:drop_established"]', '["aws:alert_established"]')
        .replace('["partner.example"]', '["other.example"]'),
    'open',
    undefined,
  ],
  [
    'the group is outside of the input',
    (text: string) =>
      text
        .replace(LIST, '')
        .replace(
          'aws_networkfirewall_rule_group.hosts.arn',
          '"arn:aws:network-firewall:eu-central-1:111122223333:stateful-rulegroup/x"',
        ),
    'unknown',
    undefined,
  ],
  [
    'the rules are Suricata’s',
    (text: string) =>
      text.replace(/rules_source_list \{[^}]*\}/, 'rules_string = "pass tls any any -> any any (sid:1;)"'),
    'unknown',
    undefined,
  ],
  [
    'the group is one of AWS, which lets nothing through',
    (text: string) =>
      text
        .replace(LIST, '')
        .replace(
          'aws_networkfirewall_rule_group.hosts.arn',
          '"arn:aws:network-firewall:eu-central-1:aws-managed:stateful-rulegroup/x"',
        ),
    'blocked',
    'add a rule group with an allow list that holds partner.example to aws_networkfirewall_firewall_policy.main',
  ],
  [
    'the policy is outside of the input',
    (text: string) =>
      text.replace(
        'aws_networkfirewall_firewall_policy.main.arn',
        '"arn:aws:network-firewall:eu-central-1:111122223333:firewall-policy/x"',
      ),
    'unknown',
    undefined,
  ],
  [
    'the firewall has no way out',
    (text: string) =>
      text.replace(
        /route \{\s*cidr_block\s*= "0.0.0.0\/0"\s*nat_gateway_id = aws_nat_gateway.main.id\s*\}/,
        '',
      ),
    'blocked',
    'add a route for 0.0.0.0/0 to a NAT gateway to aws_route_table.inspection',
  ],
])('%s', async (_, edit, passage, change) => {
  const configuration = edit(INSPECTED);
  expect(configuration).not.toBe(INSPECTED);
  const { way } = await to(configuration, HOST);
  expect(way.passage).toBe(passage);
  if (change !== undefined) expect(there(obstacle(way)).change).toBe(change);
});
