import { isUnknown } from '../../graph/value';
import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';
import { kindOf, LOAD_BALANCERS } from './support/load-balancer';

export const rule: Rule = {
  id: 'elb-access-log',
  severity: 'medium',
  summary: 'A load balancer writes its requests to a log.',
  rationale: 'Without an access log nobody can tell afterwards who called, from where, and with what answer.',
  remediation: 'Add `access_logs { bucket = … enabled = true }`; `enabled` is false where it is not written.',
  references: ['CKV_AWS_91', 'AwsSolutions-ELB2'],
  types: LOAD_BALANCERS,
  check: (balancer) => {
    const kind = kindOf(balancer);
    if (!isUnknown(kind) && kind === 'gateway') return [];
    return mustBeTrue(balancer, 'access_logs[0].enabled', {
      message: 'the load balancer writes no access log',
    });
  },
};
