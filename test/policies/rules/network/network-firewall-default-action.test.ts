import { rule } from '../../../../policies/rules/network/network-firewall-default-action';
import { testRule } from '../support';

const policy = (packets: string, fragments = packets) => `
resource "aws_networkfirewall_firewall_policy" "p" {
  firewall_policy {
    stateless_default_actions          = ${packets}
    stateless_fragment_default_actions = ${fragments}
  }
}`;

testRule(rule, {
  pass: {
    'to the stateful rules': policy('["aws:forward_to_sfe"]'),
    dropped: policy('["aws:drop"]'),
  },
  fail: {
    'let through': policy('["aws:pass"]'),
  },
  unknown: {
    'a variable': `variable "action" {}\n${policy('var.action')}`,
  },
  evasion: {
    'only fragments': policy('["aws:drop"]', '["aws:pass"]'),
    'beside an action of one’s own': policy('["aws:pass", "count"]'),
  },
});
