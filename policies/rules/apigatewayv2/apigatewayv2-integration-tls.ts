import { isUnknown, PartialText, toText } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'apigatewayv2-integration-tls',
  severity: 'medium',
  summary: 'An HTTP or WebSocket API calls its HTTP back ends over TLS.',
  rationale: 'Outside of a VPC link the request crosses the internet in clear text.',
  remediation: 'Use an `https://` URI.',
  types: ['aws_apigatewayv2_integration'],
  check: (integration): Outcome | readonly Outcome[] => {
    const kind = toText(written(integration, 'integration_type'));
    if (kind !== 'HTTP' && kind !== 'HTTP_PROXY' && !isUnknown(kind)) return [];
    if (toText(written(integration, 'connection_type')) === 'VPC_LINK') return pass();
    const uri = toText(written(integration, 'integration_uri') ?? '');
    const start = uri instanceof PartialText ? uri.parts[0] : uri;
    if (typeof start !== 'string')
      return isUnknown(uri) ? unknown('integration_uri', uri, 'integration_uri') : [];
    return /^http:/i.test(start) ? fail('the back end is called without TLS', 'integration_uri') : pass();
  },
};
