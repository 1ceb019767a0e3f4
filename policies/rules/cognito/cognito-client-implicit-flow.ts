import type { Rule } from '../rule';
import { mustNotContain } from './support/must-not-contain';

export const rule: Rule = {
  id: 'cognito-client-implicit-flow',
  severity: 'medium',
  summary: 'A client gets its tokens for a code, not in the URL.',
  rationale:
    'The implicit flow leaves tokens in the history of the browser and in logs on the way; OAuth 2.1 drops it.',
  remediation: 'Set `allowed_oauth_flows = ["code"]`, and use PKCE.',
  types: ['aws_cognito_user_pool_client'],
  check: (client) =>
    mustNotContain(client, 'allowed_oauth_flows', (flow) =>
      flow === 'implicit' ? 'tokens are handed over in the URL' : undefined,
    ),
};
