import { toBoolean, toNumber } from '../../../graph/value';
import { judge } from '../../outcome';
import type { Rule } from '../../rule';

const RATIONALE =
  'Passwords of IAM users open the console from anywhere. The account’s policy is the only place that can ask for good ones.';

interface Character {
  readonly id: string;
  readonly attribute: string;
  /** As in "contain at least one …". */
  readonly what: string;
  readonly references: readonly string[];
}

/** Passwords must contain a kind of character. AWS does not ask for it unless the attribute is true. */
export function needsCharacter({ id, attribute, what, references }: Character): Rule {
  return {
    id,
    severity: 'medium',
    summary: `Passwords contain at least one ${what}.`,
    rationale: RATIONALE,
    remediation: `Set \`${attribute} = true\`.`,
    references,
    types: ['aws_iam_account_password_policy'],
    check: (resource) =>
      judge(
        resource.get(attribute),
        attribute,
        (value) => (toBoolean(value) === true ? undefined : `a password needs no ${what}`),
        attribute,
      ),
  };
}

interface Bound {
  readonly id: string;
  readonly attribute: string;
  readonly summary: string;
  readonly least: number;
  readonly most?: number;
  /** What is said of the number, or of none. */
  readonly wrong: (value: number | undefined) => string;
  readonly references: readonly string[];
}

/** A number of the policy must lie between bounds; not set, it does not. */
export function needsNumber({ id, attribute, summary, least, most, wrong, references }: Bound): Rule {
  return {
    id,
    severity: 'medium',
    summary,
    rationale: RATIONALE,
    remediation: `Set \`${attribute} = ${most ?? least}\`.`,
    references,
    types: ['aws_iam_account_password_policy'],
    check: (resource) =>
      judge(
        resource.get(attribute),
        attribute,
        (value) => {
          const number = toNumber(value);
          const known = typeof number === 'number' ? number : undefined;
          return known !== undefined && known >= least && known <= (most ?? Number.POSITIVE_INFINITY)
            ? undefined
            : wrong(known);
        },
        attribute,
      ),
  };
}
