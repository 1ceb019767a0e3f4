import type { Rule } from '../rule';
import { mustBeCreatedFirst } from './support/lifecycle';

export const rule: Rule = {
  id: 'apigateway-deployment-replacement',
  severity: 'low',
  summary: 'A new deployment is there before the old one goes.',
  rationale:
    'API Gateway refuses to delete a deployment that a stage still points to: without `create_before_destroy` the ' +
    'next change of the API cannot be applied.',
  remediation: 'Set `lifecycle { create_before_destroy = true }`.',
  references: ['CKV_AWS_217'],
  types: ['aws_api_gateway_deployment'],
  check: (deployment, context) =>
    mustBeCreatedFirst(deployment, context, 'the old deployment is destroyed before the new one is there'),
};
