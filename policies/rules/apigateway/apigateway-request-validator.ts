import { mustBeTrue, written } from '../attribute';
import { companionsOf } from '../companions';
import { needsCompanion } from '../needs-companion';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'apigateway-request-validator',
  severity: 'low',
  summary: 'A REST API has a validator for bodies and parameters.',
  rationale: 'Methods can only have their requests checked by a validator of their API.',
  remediation:
    'Add `aws_api_gateway_request_validator` with `validate_request_body` and `validate_request_parameters`, or ' +
    '`x-amazon-apigateway-request-validators` in the definition.',
  references: ['AwsSolutions-APIG2'],
  types: ['aws_api_gateway_rest_api'],
  check: (api, context) => {
    // A definition brings its validators along; without it the rule for methods says which one has none.
    if (written(api, 'body') !== undefined) return [];
    const validators = companionsOf(context, api, 'aws_api_gateway_request_validator', 'rest_api_id');
    return needsCompanion(validators, 'the API has no request validator', (validator) => {
      const body = mustBeTrue(validator, 'validate_request_body', { message: 'no validator checks bodies' });
      const parameters = mustBeTrue(validator, 'validate_request_parameters', {
        message: 'no validator checks parameters',
      });
      const outcome = body.status === 'pass' ? parameters : body;
      return outcome.status === 'pass'
        ? outcome
        : { ...outcome, at: { path: outcome.at.path ?? '', resource: validator } };
    });
  },
};
