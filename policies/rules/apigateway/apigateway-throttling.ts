import type { Resource } from '../../graph/resource';
import { isUnknown, toNumber } from '../../graph/value';
import { written } from '../attribute';
import { needsCompanion } from '../needs-companion';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { isForAllMethods, methodSettingsOf } from './support/method-settings';

const MESSAGE = "only the account's limit holds for all its APIs together";

export const rule: Rule = {
  id: 'apigateway-throttling',
  severity: 'low',
  summary: 'A stage of a REST API limits the rate of requests.',
  rationale:
    'Without a limit of its own one API uses up the 10,000 requests a second that all APIs of the account and region ' +
    'share, and calls its back end as often.',
  remediation:
    'Set `throttling_rate_limit` and `throttling_burst_limit` in `aws_api_gateway_method_settings` for `*/*`.',
  references: ['Serverless-APIGWDefaultThrottling'],
  types: ['aws_api_gateway_stage'],
  check: (stage, context): Outcome => {
    const { sure, possible } = methodSettingsOf(context, stage);
    return needsCompanion({ sure: sure.filter(isForAllMethods), possible }, MESSAGE, isLimited);
  },
};

/** The provider's default is -1: no limit. */
function isLimited(settings: Resource): Outcome {
  for (const path of ['settings[0].throttling_rate_limit', 'settings[0].throttling_burst_limit']) {
    const limit = toNumber(written(settings, path) ?? -1);
    if (isUnknown(limit)) return unknown(path, limit);
    if (limit === undefined || limit < 0) return fail(MESSAGE);
  }
  return pass();
}
