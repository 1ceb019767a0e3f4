import type { Rule } from '../rule';
import { mustNotContain } from './support/must-not-contain';

export const rule: Rule = {
  id: 'cognito-client-password-flow',
  severity: 'medium',
  summary: 'A client does not send the password of its user.',
  rationale:
    'With SRP or the hosted login page the password never leaves the user; in these flows the client sees and sends it.',
  remediation: 'Use `ALLOW_USER_SRP_AUTH` in `explicit_auth_flows`.',
  types: ['aws_cognito_user_pool_client'],
  check: (client) =>
    mustNotContain(client, 'explicit_auth_flows', (flow) =>
      /^(ALLOW_)?USER_PASSWORD_AUTH$|^(ALLOW_)?ADMIN_(USER_PASSWORD_AUTH|NO_SRP_AUTH)$/.test(flow)
        ? `${flow} sends the password itself`
        : undefined,
    ),
};
