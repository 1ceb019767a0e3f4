import { rule } from '../../../../policies/rules/elb/elb-waf';
import { testRule } from '../support';

const balancer = (body: string, arn?: string, type = 'aws_wafv2_web_acl_association') => `
variable "v" {}
resource "aws_lb" "b" {
  name = "b"
  ${body}
}
${arn ? `resource "${type}" "w" {\n resource_arn = ${arn}\n web_acl_arn = "arn:w"\n}` : ''}`;

testRule(rule, {
  pass: {
    associated: balancer('', 'aws_lb.b.arn'),
    'the first version': balancer('', 'aws_lb.b.arn', 'aws_wafregional_web_acl_association'),
  },
  fail: { none: balancer('') },
  unknown: {
    'what is protected': balancer('', 'var.v'),
    'whether it is public': balancer('internal = var.v'),
  },
  evasion: {
    'the web ACL of another one': balancer(
      '',
      '"arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/x/1"',
    ),
  },
  silent: { internal: balancer('internal = true'), network: balancer('load_balancer_type = "network"') },
});
