import { rule } from '../../../../policies/rules/elb/elb-http-redirect';
import { testRule } from '../support';

const balancer = (listener: string) => `
variable "v" {}
resource "aws_lb" "b" {
  name = "b"
}
resource "aws_lb_listener" "l" {
  load_balancer_arn = aws_lb.b.arn
  ${listener}
}`;
const redirect =
  'default_action {\n type = "redirect"\n redirect {\n port = "443"\n protocol = "HTTPS"\n status_code = "HTTP_301"\n}\n}';

testRule(rule, {
  pass: { 'a redirect': balancer(`port = 80\n protocol = "HTTP"\n ${redirect}`) },
  fail: { 'an answer': balancer('port = 80\n protocol = "HTTP"\n default_action {\n type = "forward"\n}') },
  unknown: { 'the action': balancer('port = 80\n protocol = "HTTP"\n default_action {\n type = var.v\n}') },
  evasion: {
    'a port as a string': balancer(
      'port = "80"\n protocol = "HTTP"\n default_action {\n type = "fixed-response"\n}',
    ),
  },
  silent: {
    HTTPS: balancer('port = 443\n protocol = "HTTPS"'),
    'no listener': 'resource "aws_alb" "b" {\n name = "b"\n}',
  },
});
