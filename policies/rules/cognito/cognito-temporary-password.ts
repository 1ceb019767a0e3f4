import { isUnknown, toNumber } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

const PATH = 'password_policy[0].temporary_password_validity_days';

/** Days, the default of AWS. */
const DAYS = 7;

export const rule: Rule = {
  id: 'cognito-temporary-password',
  severity: 'low',
  summary: 'A temporary password of a user pool is good for a week at most.',
  rationale: 'It was sent by e-mail or text message, and opens the account to whoever finds it.',
  remediation: 'Set `temporary_password_validity_days` to 7 or less.',
  types: ['aws_cognito_user_pool'],
  check: (pool): Outcome => {
    const days = toNumber(written(pool, PATH) ?? DAYS);
    if (isUnknown(days)) return unknown(PATH, days, PATH);
    return days !== undefined && days > DAYS
      ? fail(`a temporary password is good for ${days} days`, PATH)
      : pass();
  },
};
