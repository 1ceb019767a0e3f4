import { isUnknown, toBoolean, toText } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { openness, policiesOf } from './support/api-policy';
import { isPrivate, restApiOf } from './support/rest-api';

export const rule: Rule = {
  id: 'apigateway-method-authorization',
  severity: 'high',
  summary: 'Nobody calls a method of an API without being authorized.',
  rationale:
    'A method with authorization NONE runs what is behind it for whoever knows the URL. OPTIONS is left out: a browser ' +
    'sends its preflight requests without credentials. So is an API that can only be reached through VPC endpoints, ' +
    'or whose policy names who may call it.',
  remediation: 'Set `authorization` to `AWS_IAM`, `COGNITO_USER_POOLS` or `CUSTOM`.',
  references: ['CKV_AWS_59', 'AVD-AWS-0004', 'AwsSolutions-APIG4', 'AwsSolutions-COG4'],
  types: ['aws_api_gateway_method'],
  check: (method, context): Outcome | readonly Outcome[] => {
    const verb = toText(written(method, 'http_method'));
    // API Gateway refuses OPTION; who writes it means the preflight request.
    if (verb === 'OPTIONS' || verb === 'OPTION') return [];
    const authorization = toText(written(method, 'authorization') ?? 'NONE');
    const key = toBoolean(written(method, 'api_key_required') ?? false);
    if ((!isUnknown(authorization) && authorization !== 'NONE') || key === true) return pass();
    for (const value of [verb, authorization, key]) {
      if (isUnknown(value)) return unknown('who may call the method', value, 'authorization');
    }
    const api = restApiOf(context, method);
    const closed = api ? isPrivate(api) : false;
    if (isUnknown(closed)) return unknown('whether the API is private', closed, 'rest_api_id');
    const policies = api ? policiesOf(context, api) : { documents: [] };
    if (closed || openness(policies) === 'closed') return pass();
    if (policies.unknown) return unknown("the API's policy", policies.unknown, 'rest_api_id');
    return fail(`${verb ?? 'the method'} asks for no authorization`, 'authorization');
  },
};
