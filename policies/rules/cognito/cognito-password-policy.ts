import { isList } from '../../graph/value';
import { mustBeAtLeast, mustBeTrue, written } from '../attribute';
import { pass } from '../outcome';
import type { Rule } from '../rule';

const PATH = 'password_policy[0]';

export const rule: Rule = {
  id: 'cognito-password-policy',
  severity: 'medium',
  summary:
    'A user pool asks for passwords of eight characters at least, with capital letters, digits and symbols.',
  rationale:
    'Short passwords are guessed. Without the block the default of AWS holds, which asks for all of it; with the ' +
    'block, what is not written is not asked for.',
  remediation: 'Set `minimum_length`, `require_uppercase`, `require_numbers` and `require_symbols`.',
  references: ['AwsSolutions-COG1'],
  types: ['aws_cognito_user_pool'],
  check: (pool) => {
    // A plan shows the default of AWS in place of a block that is not written.
    const block = written(pool, 'password_policy');
    if (block === undefined || (isList(block) && block.length === 0)) return pass();
    const outcomes = [
      mustBeAtLeast(pool, `${PATH}.minimum_length`, 8),
      ...['require_uppercase', 'require_numbers', 'require_symbols'].map((name) =>
        mustBeTrue(pool, `${PATH}.${name}`),
      ),
    ];
    const failed = outcomes.find(({ status }) => status === 'fail');
    return failed ?? outcomes.find(({ status }) => status === 'unknown') ?? pass();
  },
};
