import { isUnknown, toText } from '../../graph/value';
import { mustBeOneOf, written } from '../attribute';
import type { Outcome } from '../outcome';
import type { Rule } from '../rule';
import { apiOf, isWebSocket } from './support/http-api';

export const rule: Rule = {
  id: 'apigatewayv2-route-authorization',
  severity: 'high',
  summary: 'Nobody calls a route of an API without being authorized.',
  rationale:
    'A route with authorization NONE, the default, runs what is behind it for whoever knows the URL. Preflight ' +
    'requests (`OPTIONS …`) carry no credentials and are left out; so are the routes of a WebSocket API after ' +
    '`$connect`, where the connection is authorized.',
  remediation: 'Set `authorization_type` to `AWS_IAM`, `JWT` or `CUSTOM`.',
  references: ['CKV_AWS_309', 'AwsSolutions-APIG4'],
  types: ['aws_apigatewayv2_route'],
  check: (route, context): Outcome | readonly Outcome[] => {
    const key = toText(written(route, 'route_key'));
    if (typeof key === 'string' && /^OPTIONS\s/.test(key)) return [];
    if (!isUnknown(key) && key !== '$connect' && isWebSocket(apiOf(context, route))) return [];
    return mustBeOneOf(route, 'authorization_type', ['AWS_IAM', 'JWT', 'CUSTOM'], {
      message: `the route ${typeof key === 'string' ? key : ''} asks for no authorization`,
    });
  },
};
