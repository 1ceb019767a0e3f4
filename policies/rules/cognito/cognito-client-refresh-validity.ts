import { isUnknown, toNumber, toText } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

/** Days, the default of AWS. */
const DAYS = 30;

/** How many of a unit are a day. */
const PER_DAY: Readonly<Record<string, number>> = { seconds: 86_400, minutes: 1_440, hours: 24, days: 1 };

export const rule: Rule = {
  id: 'cognito-client-refresh-validity',
  severity: 'low',
  summary: 'A refresh token is good for thirty days at most.',
  rationale: 'Who has stolen it gets new tokens as long as it holds: up to ten years.',
  remediation: 'Set `refresh_token_validity` to 30 days or less.',
  types: ['aws_cognito_user_pool_client'],
  check: (client): Outcome => {
    const validity = toNumber(written(client, 'refresh_token_validity') ?? DAYS);
    const unit = toText(written(client, 'token_validity_units[0].refresh_token') ?? 'days');
    for (const value of [validity, unit])
      if (isUnknown(value)) return unknown('refresh_token_validity', value, 'refresh_token_validity');
    const days = (typeof validity === 'number' ? validity : DAYS) / (PER_DAY[String(unit)] ?? 1);
    return days > DAYS
      ? fail(`a refresh token is good for ${Math.round(days)} days`, 'refresh_token_validity')
      : pass();
  },
};
