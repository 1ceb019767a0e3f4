import { rule } from '../../../../policies/rules/elb/elb-target-tls';
import { testRule } from '../support';

const group = (protocol: string, rest = '') =>
  `variable "v" {}\nresource "aws_lb_target_group" "g" {\n name = "g"\n port = 80\n protocol = ${protocol}\n}\n${rest}`;
const listener = (protocol: string, action: string) =>
  `resource "aws_lb_listener" "l" {\n load_balancer_arn = "b"\n protocol = ${protocol}\n default_action {\n type = "forward"\n ${action}\n}\n}`;
const forward = 'target_group_arn = aws_lb_target_group.g.arn';

testRule(rule, {
  pass: {
    HTTPS: group('"HTTPS"'),
    TCP: group('"TCP"'),
    'behind TLS': group('"HTTP"', listener('"HTTPS"', forward)),
    'behind a rule of a listener with TLS': group(
      '"HTTP"',
      `${listener('"HTTPS"', '')}
      resource "aws_lb_listener_rule" "r" {
        listener_arn = aws_lb_listener.l.arn
        action {
          type             = "forward"
          ${forward}
        }
      }`,
    ),
  },
  fail: {
    'no listener': group('"HTTP"'),
    'a listener for HTTP': group('"HTTP"', listener('"HTTP"', forward)),
  },
  unknown: {
    'the protocol': group('var.v'),
    'that of the listener': group('"HTTP"', listener('var.v', forward)),
  },
  evasion: {
    'a listener with TLS for other targets': group(
      '"HTTP"',
      listener('"HTTPS"', 'target_group_arn = "arn:x"'),
    ),
  },
});
