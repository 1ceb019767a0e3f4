import { toNumber } from '../../graph/value';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

/** From the CIS benchmark and Security Hub's control IAM.16: as many as AWS can remember. */
const WANTED = 24;

/** Fewer than this many are the concern of `iam-password-reuse`. */
const LEAST = 5;

export const rule: Rule = {
  id: 'iam-password-reuse-24',
  severity: 'low',
  summary: 'The last 24 passwords cannot be used again.',
  rationale:
    'Who must change a password now and then, and may use five in turn, does. AWS remembers 24, and the CIS benchmark ' +
    'asks for all of them.',
  remediation: 'Set `password_reuse_prevention = 24`.',
  references: ['CKV_AWS_13'],
  types: ['aws_iam_account_password_policy'],
  check: (resource) => {
    const value = resource.get('password_reuse_prevention');
    const number = toNumber(value);
    if (typeof number === 'number' && number >= LEAST)
      return number >= WANTED
        ? pass()
        : fail(`only the last ${number} passwords cannot be used again`, 'password_reuse_prevention');
    return typeof number === 'object'
      ? unknown('how many passwords cannot be used again', number, 'password_reuse_prevention')
      : [];
  },
};
