import { isUnknown, toBoolean } from '../../graph/value';
import { written } from '../attribute';
import { needsCompanion } from '../needs-companion';
import { type Outcome, unknown } from '../outcome';
import type { Rule } from '../rule';
import { associationsOf } from '../waf/support/web-acl';
import { kindOf, LOAD_BALANCERS } from './support/load-balancer';

export const rule: Rule = {
  id: 'elb-waf',
  severity: 'medium',
  summary: 'A public application load balancer stands behind a web application firewall.',
  rationale: 'Without a web ACL the requests of scanners and floods reach the application itself.',
  remediation: 'Add `aws_wafv2_web_acl_association` with `resource_arn` of the load balancer.',
  references: ['CKV2_AWS_28'],
  types: LOAD_BALANCERS,
  check: (balancer, context): Outcome | readonly Outcome[] => {
    const kind = kindOf(balancer);
    const internal = toBoolean(written(balancer, 'internal') ?? false);
    if (internal === true || kind === 'network' || kind === 'gateway') return [];
    const outcome = needsCompanion(
      associationsOf(context, balancer),
      'no web ACL protects the public load balancer',
    );
    const open = [kind, internal].find(isUnknown);
    return open && outcome.status === 'fail' ? unknown('whether a web ACL is needed', open) : outcome;
  },
};
