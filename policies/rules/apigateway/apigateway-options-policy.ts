import { isUnknown, toBoolean, toText } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { openness, policiesOf } from './support/api-policy';
import { isPrivate, restApiOf } from './support/rest-api';

export const rule: Rule = {
  id: 'apigateway-options-policy',
  severity: 'low',
  summary:
    'An API whose preflight requests need no authorization does not also let everybody invoke everything.',
  rationale:
    'OPTIONS must answer without credentials. Together with a resource policy that allows `*` to invoke, nothing ' +
    'limits who reaches the integration behind it.',
  remediation: 'Give the API a policy with a condition, or deny what must not be called.',
  references: ['CKV2_AWS_70'],
  types: ['aws_api_gateway_method'],
  check: (method, context): Outcome | readonly Outcome[] => {
    if (toText(written(method, 'http_method')) !== 'OPTIONS') return [];
    const authorization = toText(written(method, 'authorization') ?? 'NONE');
    const key = toBoolean(written(method, 'api_key_required') ?? false);
    if ((!isUnknown(authorization) && authorization !== 'NONE') || key === true) return pass();
    if (isUnknown(authorization)) return unknown('authorization', authorization, 'authorization');
    const api = restApiOf(context, method);
    if (!api || isPrivate(api) === true) return pass();
    const policies = policiesOf(context, api);
    if (policies.unknown) return unknown("the API's policy", policies.unknown, 'rest_api_id');
    return openness(policies) === 'open'
      ? fail('OPTIONS asks for no authorization and the policy of the API lets everybody in', 'authorization')
      : pass();
  },
};
