import { isUnknown, toText } from '../../graph/value';
import { eachBlock } from '../each-block';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'elb-classic-listener',
  severity: 'high',
  summary: 'A classic load balancer speaks TLS, to callers and to instances.',
  rationale: 'Between load balancer and instance the request crosses the network in clear text otherwise.',
  remediation: 'Set `lb_protocol` and `instance_protocol` to `https` or `ssl`, and `ssl_certificate_id`.',
  references: ['CKV_AWS_376', 'AwsSolutions-ELB5'],
  types: ['aws_elb'],
  check: (balancer) =>
    eachBlock(balancer, 'listener', (listener, path) => {
      const protocol = toText(listener['instance_protocol']);
      if (protocol === undefined) return undefined;
      if (isUnknown(protocol)) return unknown('instance_protocol', protocol, path);
      if (['http', 'tcp'].includes(protocol.toLowerCase()))
        return fail(`instances are called over ${protocol}`, path);
      const certificate = listener['ssl_certificate_id'];
      return certificate === undefined || certificate === null || certificate === ''
        ? fail('the listener has no certificate', path)
        : pass();
    }),
};
