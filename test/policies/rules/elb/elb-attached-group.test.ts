import { rule } from '../../../../policies/rules/elb/elb-attached-group';
import { testRule } from '../support';

const CHECK = 'health_check {\n path = "/health"\n}';

const attached = ({ type = 'health_check_type = "ELB"', check = CHECK }) => `
variable "v" {}
resource "aws_autoscaling_group" "g" {
  max_size = 2
  min_size = 1
  ${type}
}
resource "aws_lb_target_group" "t" {
  name = "t"
  ${check}
}
resource "aws_autoscaling_attachment" "a" {
  autoscaling_group_name = aws_autoscaling_group.g.id
  lb_target_group_arn    = aws_lb_target_group.t.arn
}`;

const group = (body: string) => `variable "v" {}
resource "aws_lb_target_group" "t" {
  name = "t"
}
resource "aws_autoscaling_group" "g" {
  max_size = 2
  min_size = 1
  ${body}
}`;

const TARGETS = 'target_group_arns = [aws_lb_target_group.t.arn]';

testRule(rule, {
  pass: {
    'an attachment': attached({}),
    'of its own': group(`${TARGETS}\n health_check_type = "ELB"`),
    'by the old name': attached({}).replace('lb_target_group_arn ', 'alb_target_group_arn'),
    'a classic one': attached({})
      .replaceAll('aws_lb_target_group', 'aws_elb')
      .replace('lb_target_group_arn ', 'elb')
      .replace('.arn', '.id')
      .replace('path = "/health"', 'target = "HTTP:80/health"'),
  },
  fail: {
    'EC2, which is the default': attached({ type: '' }),
    EC2: attached({ type: 'health_check_type = "EC2"' }),
    'no check': attached({ check: '' }),
    'of its own': group(TARGETS),
    'a classic one of its own': group('load_balancers = ["b"]'),
  },
  unknown: {
    'a variable': attached({ type: 'health_check_type = var.v' }),
    'of its own': group(`${TARGETS}\n health_check_type = var.v`),
  },
  evasion: { 'in small letters': attached({ type: 'health_check_type = "elb"' }) },
  silent: { 'a group without a balancer': group('health_check_type = "EC2"') },
});
