import { rule } from '../../../../policies/rules/elb/elb-classic-http';
import { testRule } from '../support';

const balancer = (protocol: string) =>
  `variable "v" {}\nresource "aws_elb" "b" {\n listener {\n lb_protocol = ${protocol}\n}\n}`;

testRule(rule, {
  pass: { TCP: balancer('"tcp"') },
  fail: { HTTP: balancer('"http"'), HTTPS: balancer('"https"') },
  unknown: { 'a variable': balancer('var.v') },
  evasion: { 'capital letters': balancer('"HTTPS"') },
});
