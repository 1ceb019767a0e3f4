import { isUnknown, toText } from '../../graph/value';
import { eachBlock } from '../each-block';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'elb-classic-http',
  severity: 'low',
  summary: 'HTTP and HTTPS come in through an application load balancer, not a classic one.',
  rationale:
    'A classic load balancer cannot redirect, has no firewall before it, and is no longer developed.',
  remediation: 'Replace `aws_elb` by `aws_lb`.',
  references: ['AwsSolutions-ELB1'],
  types: ['aws_elb'],
  check: (balancer) =>
    eachBlock(balancer, 'listener', (listener, path) => {
      const protocol = toText(listener['lb_protocol']);
      if (isUnknown(protocol)) return unknown('lb_protocol', protocol, path);
      return /^https?$/i.test(protocol ?? '')
        ? fail(`a classic load balancer answers ${protocol}`, path)
        : pass();
    }),
};
