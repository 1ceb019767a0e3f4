import type { Rule } from '../rule';
import { mustBeCreatedFirst } from './support/lifecycle';

export const rule: Rule = {
  id: 'apigateway-api-replacement',
  severity: 'low',
  summary: 'A REST API that must be replaced is there anew before the old one goes.',
  rationale: 'Between destroying and creating, no request is answered.',
  remediation: 'Set `lifecycle { create_before_destroy = true }`.',
  references: ['CKV_AWS_237'],
  types: ['aws_api_gateway_rest_api'],
  check: (api, context) =>
    mustBeCreatedFirst(api, context, 'the old API is destroyed before the new one is there'),
};
