import { rule } from '../../../../policies/rules/elb/elb-listener-https';
import { testRule } from '../support';

const listener = (body: string) =>
  `variable "v" {}\nresource "aws_lb_listener" "l" {\n load_balancer_arn = "b"\n ${body}\n}`;
const redirect = (to: string) =>
  listener(
    `protocol = "HTTP"\n port = 80\n default_action {\n type = "redirect"\n redirect {\n status_code = "HTTP_301"\n ${to}\n}\n}`,
  );
const ofBalancer = (kind: string) => `
resource "aws_lb" "b" {
  load_balancer_type = "${kind}"
}
resource "aws_lb_listener" "l" {
  load_balancer_arn = aws_lb.b.id
}`;

testRule(rule, {
  pass: {
    HTTPS: listener('protocol = "HTTPS"'),
    TCP: listener('protocol = "TCP"'),
    'a redirect': redirect('port = "443"\n protocol = "HTTPS"'),
  },
  fail: {
    HTTP: listener('protocol = "HTTP"\n default_action {\n type = "forward"\n}'),
    'no protocol': ofBalancer('application'),
  },
  unknown: {
    'a variable': listener('protocol = var.v'),
    'the load balancer': listener(''),
    'a redirect to another host, as it came': redirect('host = "example.com"'),
  },
  evasion: {
    'a redirect to HTTP': redirect('protocol = "HTTP"'),
    'both alternatives plain': listener('protocol = "HTTP"\n default_action {\n type = "fixed-response"\n}'),
  },
  silent: { 'a gateway load balancer': ofBalancer('gateway') },
});
