import { isUnknown } from '../../graph/value';
import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';
import { kindOf, LOAD_BALANCERS } from './support/load-balancer';

export const rule: Rule = {
  id: 'elb-invalid-headers',
  severity: 'medium',
  summary: 'An application load balancer drops header fields whose names are not valid.',
  rationale:
    'Two servers that read such a header differently see different requests: what the one checked the other never sees.',
  remediation: 'Set `drop_invalid_header_fields = true`.',
  references: ['CKV_AWS_131', 'AVD-AWS-0052'],
  types: LOAD_BALANCERS,
  check: (balancer) => {
    const kind = kindOf(balancer);
    if (!isUnknown(kind) && kind !== 'application') return [];
    return mustBeTrue(balancer, 'drop_invalid_header_fields', {
      message: 'invalid header fields reach the targets',
    });
  },
};
