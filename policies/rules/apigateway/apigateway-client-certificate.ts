import { toText } from '../../graph/value';
import { mustBeSet, written } from '../attribute';
import { type Outcome, pass } from '../outcome';
import type { Rule } from '../rule';
import { restApiOf } from './support/rest-api';

/** API Gateway calls these with its role, or answers itself; a client certificate plays no part. */
const WITHOUT_HTTP = ['AWS', 'AWS_PROXY', 'MOCK'];

export const rule: Rule = {
  id: 'apigateway-client-certificate',
  severity: 'low',
  summary: 'A REST API that calls HTTP back ends shows them a client certificate.',
  rationale:
    'Without a certificate the back end cannot tell a request of the API from one that went around it. Where all ' +
    'integrations are Lambda functions and other services of AWS, it is of no use and not asked for.',
  remediation: 'Add `aws_api_gateway_client_certificate` and set `client_certificate_id`.',
  references: ['CKV2_AWS_51'],
  types: ['aws_api_gateway_stage'],
  check: (stage, context): Outcome => {
    const api = restApiOf(context, stage);
    const kinds = (api ? context.graph.referencesTo(api) : [])
      .filter(({ from, path }) => from.type === 'aws_api_gateway_integration' && path === 'rest_api_id')
      .map(({ from }) => toText(written(from, 'type')));
    if (kinds.length > 0 && kinds.every((kind) => typeof kind === 'string' && WITHOUT_HTTP.includes(kind))) {
      return pass();
    }
    return mustBeSet(stage, 'client_certificate_id', { message: 'back ends see no client certificate' });
  },
};
