import { rule } from '../../../../policies/rules/network/network-firewall-policy-customer-key';
import { testRule } from '../support';

testRule(rule, {
  pass: {
    'a key': `
resource "aws_kms_key" "k" {}
resource "aws_networkfirewall_firewall_policy" "f" {
  encryption_configuration {
    type   = "CUSTOMER_KMS"
    key_id = aws_kms_key.k.arn
  }
}
`,
  },
  fail: {
    none: `
resource "aws_networkfirewall_firewall_policy" "f" {}
`,
    'the key of AWS': `
resource "aws_networkfirewall_firewall_policy" "f" {
  encryption_configuration {
    type = "AWS_OWNED_KMS_KEY"
  }
}
`,
  },
  unknown: {
    'a variable': `
variable "key" {}
resource "aws_networkfirewall_firewall_policy" "f" {
  encryption_configuration {
    type   = "CUSTOMER_KMS"
    key_id = var.key
  }
}
`,
  },
  evasion: {
    'an alias of AWS': `
resource "aws_networkfirewall_firewall_policy" "f" {
  encryption_configuration {
    type   = "CUSTOMER_KMS"
    key_id = "alias/aws/network-firewall"
  }
}
`,
  },
});
