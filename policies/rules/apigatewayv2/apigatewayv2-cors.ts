import { isList, isUnknown, toBoolean } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

const PATH = 'cors_configuration[0]';

export const rule: Rule = {
  id: 'apigatewayv2-cors',
  severity: 'medium',
  summary: 'An HTTP API does not let pages of every origin call it, least of all with credentials.',
  rationale:
    'With `*` (or `https://*`) any page that a customer visits can read the answers; with credentials it does so in ' +
    'the name of the customer.',
  remediation: 'Name the origins in `allow_origins`.',
  types: ['aws_apigatewayv2_api'],
  check: (api): Outcome | readonly Outcome[] => {
    const origins = written(api, `${PATH}.allow_origins`);
    if (origins === undefined) return [];
    if (isUnknown(origins)) return unknown('allow_origins', origins, PATH);
    const values = isList(origins) ? origins : [origins];
    const star = values.find((origin) => typeof origin === 'string' && /^(https?:\/\/)?\*$/.test(origin));
    if (typeof star === 'string') {
      const credentials =
        toBoolean(written(api, `${PATH}.allow_credentials`)) === true ? ', with credentials' : '';
      return fail(`pages of every origin (${star}) may call the API${credentials}`, PATH);
    }
    const open = values.find(isUnknown);
    return open ? unknown('allow_origins', open, PATH) : pass();
  },
};
