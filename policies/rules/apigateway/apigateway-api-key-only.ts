import { isUnknown, toBoolean, toText } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'apigateway-api-key-only',
  severity: 'medium',
  summary: 'An API key is not the only thing that a caller must have.',
  rationale:
    'API keys are made for counting and throttling: they do not expire, are sent with each request, and name no ' +
    'person. AWS advises against using them to control access.',
  remediation: 'Set `authorization` besides `api_key_required`.',
  references: ['AwsSolutions-APIG4'],
  types: ['aws_api_gateway_method'],
  check: (method): Outcome | readonly Outcome[] => {
    const authorization = toText(written(method, 'authorization') ?? 'NONE');
    const key = toBoolean(written(method, 'api_key_required') ?? false);
    if (key === false || toText(written(method, 'http_method')) === 'OPTIONS') return [];
    if (!isUnknown(authorization) && authorization !== 'NONE') return pass();
    if (isUnknown(authorization)) return unknown('authorization', authorization, 'authorization');
    if (isUnknown(key)) return unknown('api_key_required', key, 'api_key_required');
    return fail('whoever has an API key may call the method', 'api_key_required');
  },
};
