import { PartialText, type Value } from '../../graph/value';
import { judge, type Outcome, pass } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'iam-no-root-access-key',
  severity: 'critical',
  summary: 'The root user has no access key.',
  rationale: 'No policy limits the root user: its key is the account.',
  remediation: 'Remove the key, and make a role for what it was used for.',
  references: ['CKV_AWS_348', 'AVD-AWS-0141'],
  types: ['aws_iam_access_key'],
  check: (resource): Outcome => {
    const user = resource.get('user');
    if (cannotBeRoot(user)) return pass();
    return judge(
      user,
      'the user of the key',
      (known) => (known === 'root' ? 'the key is the root user’s' : undefined),
      'user',
    );
  },
};

/** A name of which a known piece is no piece of `root`. */
function cannotBeRoot(user: Value | undefined): boolean {
  return (
    user instanceof PartialText &&
    user.parts.some((part) => typeof part === 'string' && !'root'.includes(part))
  );
}
