import { mustBeSet } from '../attribute';
import type { Rule } from '../rule';
import { apiOf, isWebSocket } from './support/http-api';

export const rule: Rule = {
  id: 'apigatewayv2-client-certificate',
  severity: 'low',
  summary: 'A WebSocket API shows its HTTP back ends a client certificate.',
  rationale:
    'Without a certificate the back end cannot tell a request of the API from one that went around it. HTTP APIs ' +
    'have no client certificates.',
  remediation: 'Set `client_certificate_id`.',
  references: ['CKV2_AWS_51'],
  types: ['aws_apigatewayv2_stage'],
  check: (stage, context) =>
    isWebSocket(apiOf(context, stage))
      ? mustBeSet(stage, 'client_certificate_id', { message: 'back ends see no client certificate' })
      : [],
};
