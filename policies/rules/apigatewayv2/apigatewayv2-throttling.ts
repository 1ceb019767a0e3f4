import { isUnknown, toNumber } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'apigatewayv2-throttling',
  severity: 'low',
  summary: 'A stage of an HTTP or WebSocket API limits the rate of requests.',
  rationale:
    'Without a limit of its own one API uses up the 10,000 requests a second that all APIs of the account and region ' +
    'share, and calls its back end as often.',
  remediation: 'Set `throttling_rate_limit` and `throttling_burst_limit` in `default_route_settings`.',
  references: ['Serverless-APIGWDefaultThrottling'],
  types: ['aws_apigatewayv2_stage'],
  check: (stage): Outcome => {
    for (const name of ['throttling_rate_limit', 'throttling_burst_limit']) {
      const path = `default_route_settings[0].${name}`;
      const limit = toNumber(written(stage, path) ?? 0);
      if (isUnknown(limit)) return unknown(path, limit, path);
      if (limit === undefined || limit <= 0) {
        return fail("only the account's limit holds for all its APIs together", 'default_route_settings');
      }
    }
    return pass();
  },
};
