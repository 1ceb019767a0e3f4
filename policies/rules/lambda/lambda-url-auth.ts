import { mustBeOneOf } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'lambda-url-auth',
  severity: 'critical',
  summary: 'The URL of a function asks who calls.',
  rationale:
    'With `NONE` everyone on the internet may call the function, as often as they like and at our cost.',
  remediation: 'Set `authorization_type = "AWS_IAM"`, or put an API with an authorizer before the function.',
  references: ['CKV_AWS_258'],
  types: ['aws_lambda_function_url'],
  check: (resource) => mustBeOneOf(resource, 'authorization_type', ['AWS_IAM']),
};
