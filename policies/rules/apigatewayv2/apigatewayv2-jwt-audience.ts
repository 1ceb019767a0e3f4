import { isUnknown, toText } from '../../graph/value';
import { mustBeSet, written } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'apigatewayv2-jwt-audience',
  severity: 'medium',
  summary: 'A JWT authorizer accepts tokens for its own audience only.',
  rationale:
    'Without an audience every token of the issuer opens the API: also those that were given to other applications.',
  remediation: 'Set `audience` in `jwt_configuration`.',
  types: ['aws_apigatewayv2_authorizer'],
  check: (authorizer) => {
    const kind = toText(written(authorizer, 'authorizer_type'));
    if (kind !== 'JWT' && !isUnknown(kind)) return [];
    return mustBeSet(authorizer, 'jwt_configuration[0].audience', {
      message: 'tokens for any audience are accepted',
    });
  },
};
