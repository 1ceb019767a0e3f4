import { rule } from '../../../../policies/rules/network/network-firewall-stateful-default';
import { testRule } from '../support';

const firewall = (body: string, order = 'STRICT_ORDER') => `
resource "aws_networkfirewall_firewall_policy" "p" {
  firewall_policy {
    stateless_default_actions          = ["aws:forward_to_sfe"]
    stateless_fragment_default_actions = ["aws:forward_to_sfe"]
    stateful_engine_options {
      rule_order = "${order}"
    }
    ${body}
  }
}
`;
const group = (rules: string) => `
resource "aws_networkfirewall_rule_group" "g" {
  rule_group {
    rules_source {
      rules_string = "${rules}"
    }
  }
}
`;
const reference = `stateful_rule_group_reference {
      priority     = 1
      resource_arn = aws_networkfirewall_rule_group.g.arn
    }`;

testRule(rule, {
  pass: {
    'drops the rest': firewall(
      'stateful_default_actions = ["aws:drop_established", "aws:alert_established"]',
    ),
    'a last rule drops the rest': firewall(reference) + group('drop ip any any -> any any (sid:1;)'),
  },
  fail: {
    'no default action': firewall(''),
    'only alerts': firewall('stateful_default_actions = ["aws:alert_strict"]'),
  },
  unknown: {
    'a variable': `variable "actions" {}\n${firewall('stateful_default_actions = var.actions')}`,
  },
  evasion: {
    'a rule that drops one host': firewall(reference) + group('drop tls any any -> 192.0.2.1 any (sid:1;)'),
  },
  silent: {
    'AWS orders the rules': firewall('', 'DEFAULT_ACTION_ORDER'),
  },
});
