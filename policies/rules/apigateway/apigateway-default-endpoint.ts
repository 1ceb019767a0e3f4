import { mustBeTrue } from '../attribute';
import { companionsOf } from '../companions';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'apigateway-default-endpoint',
  severity: 'low',
  summary: 'A REST API with a domain name of its own does not also answer at the default one.',
  rationale:
    'Whatever is set at the domain name (mutual TLS, its security policy, the firewall before it) does not hold for ' +
    '`execute-api`, which anybody can guess who knows the id.',
  remediation: 'Set `disable_execute_api_endpoint = true`.',
  types: ['aws_api_gateway_rest_api'],
  check: (api, context) => {
    const { sure } = companionsOf(context, api, 'aws_api_gateway_base_path_mapping', 'api_id');
    if (sure.length === 0) return [];
    return mustBeTrue(api, 'disable_execute_api_endpoint', {
      message: 'the API has a domain name, and still answers at execute-api',
    });
  },
};
