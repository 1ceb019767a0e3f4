import type { Problems } from '../core/errors';

/** Leaves room for what is added, in the 64 characters of a role's name. */
const LONGEST_NAME = 40;

/** The name begins role, log-group and security-group names, so it has to suit all of them. */
export function checkNetworkName(name: string, problems: Problems): void {
  problems.check(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) && name.length <= LONGEST_NAME && !/^sg-/.test(name),
    {
      code: 'network-name',
      property: 'name',
      received: name,
      allowed: `up to ${LONGEST_NAME} lower-case letters, digits and single dashes, starting with a letter, not with sg-`,
      fix: 'Give a kebab-case name such as deposits-dev.',
    },
  );
}
