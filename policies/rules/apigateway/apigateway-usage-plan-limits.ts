import { isUnknown } from '../../graph/value';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'apigateway-usage-plan-limits',
  severity: 'low',
  summary: 'A usage plan limits what one key may use.',
  rationale: 'A plan without limits only counts: one customer can take the whole capacity of the API.',
  remediation: 'Add `throttle_settings` or `quota_settings`.',
  types: ['aws_api_gateway_usage_plan'],
  check: (plan): Outcome => {
    const blocks = [...plan.blocks('throttle_settings'), ...plan.blocks('quota_settings')];
    const open = blocks.find(isUnknown);
    if (blocks.some((block) => !isUnknown(block))) return pass();
    return open ? unknown('the limits of the plan', open) : fail('the plan has no throttle and no quota');
  },
};
