import { isUnknown, PartialText, toBoolean, toText } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'apigateway-integration-tls',
  severity: 'medium',
  summary: 'A REST API calls its HTTP back ends over TLS, and checks their certificate.',
  rationale:
    'Outside of a VPC link the request crosses the internet in clear text, or goes to whoever answers with any ' +
    'certificate.',
  remediation: 'Use an `https://` URI and remove `insecure_skip_verification`.',
  types: ['aws_api_gateway_integration'],
  check: (integration): Outcome | readonly Outcome[] => {
    const kind = toText(written(integration, 'type'));
    if (kind !== 'HTTP' && kind !== 'HTTP_PROXY' && !isUnknown(kind)) return [];
    if (toBoolean(written(integration, 'tls_config[0].insecure_skip_verification')) === true) {
      return fail('the certificate of the back end is not checked', 'tls_config');
    }
    if (toText(written(integration, 'connection_type')) === 'VPC_LINK') return pass();
    const uri = toText(written(integration, 'uri') ?? '');
    const start = uri instanceof PartialText ? uri.parts[0] : uri;
    if (typeof start !== 'string') return uri && isUnknown(uri) ? unknown('uri', uri, 'uri') : [];
    return /^http:/i.test(start) ? fail('the back end is called without TLS', 'uri') : pass();
  },
};
