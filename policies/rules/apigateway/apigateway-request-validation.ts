import { toText } from '../../graph/value';
import { mustBeSet, written } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'apigateway-request-validation',
  severity: 'low',
  summary: 'A method has its requests checked before they reach the back end.',
  rationale:
    'What is refused at the API costs no invocation and cannot be misread by the function. OPTIONS is left out: a ' +
    'preflight request carries nothing to be checked.',
  remediation: 'Set `request_validator_id`, and `request_models` or `request_parameters`.',
  references: ['CKV2_AWS_53'],
  types: ['aws_api_gateway_method'],
  check: (method) =>
    toText(written(method, 'http_method')) === 'OPTIONS'
      ? []
      : mustBeSet(method, 'request_validator_id', { message: 'requests are not validated' }),
};
