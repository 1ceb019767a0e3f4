import type { Rule } from '../rule';
import { mustNotContain } from './support/must-not-contain';

/** Cognito itself allows HTTP for the developer's own machine only. */
const LOCAL = /^http:\/\/(localhost|127\.0\.0\.1)(:|\/|$)/i;

export const rule: Rule = {
  id: 'cognito-client-callback',
  severity: 'medium',
  summary: 'Codes and tokens are handed over at HTTPS addresses only, and not at a developer’s machine.',
  rationale: 'Over HTTP everybody on the way can take the code; at localhost any program of the user can.',
  remediation: 'Remove `http://` addresses from `callback_urls`, except in a pool for development.',
  types: ['aws_cognito_user_pool_client'],
  check: (client) =>
    mustNotContain(client, 'callback_urls', (url) => {
      if (LOCAL.test(url)) return `${url} is the machine of whoever is logged in`;
      return /^http:/i.test(url) || url.includes('*')
        ? `${url} is no address of your own over HTTPS`
        : undefined;
    }),
};
