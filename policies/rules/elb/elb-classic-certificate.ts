import { isUnknown } from '../../graph/value';
import { isSurelySet } from '../attribute';
import { eachBlock } from '../each-block';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'elb-classic-certificate',
  severity: 'medium',
  summary: 'Each listener of a classic load balancer has a certificate.',
  rationale: 'A listener without one speaks to its callers in clear text.',
  remediation: 'Set `ssl_certificate_id` to a certificate of AWS Certificate Manager.',
  references: ['CKV_AWS_127'],
  types: ['aws_elb'],
  check: (balancer) =>
    eachBlock(balancer, 'listener', (listener, path) => {
      const certificate = listener['ssl_certificate_id'];
      if (isUnknown(certificate) && !isSurelySet(certificate))
        return unknown('ssl_certificate_id', certificate, path);
      return certificate ? pass() : fail('the listener has no certificate', path);
    }),
};
