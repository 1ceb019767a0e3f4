import { mustBeTrue } from '../attribute';
import { companionsOf } from '../companions';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'apigatewayv2-default-endpoint',
  severity: 'low',
  summary: 'An API with a domain name of its own does not also answer at the default one.',
  rationale:
    'Whatever is set at the domain name (mutual TLS, its security policy, the firewall before it) does not hold for ' +
    '`execute-api`, which anybody can guess who knows the id.',
  remediation: 'Set `disable_execute_api_endpoint = true`.',
  types: ['aws_apigatewayv2_api'],
  check: (api, context) => {
    const { sure } = companionsOf(context, api, 'aws_apigatewayv2_api_mapping', 'api_id');
    if (sure.length === 0) return [];
    return mustBeTrue(api, 'disable_execute_api_endpoint', {
      message: 'the API has a domain name, and still answers at execute-api',
    });
  },
};
