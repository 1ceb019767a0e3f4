import type { Rule } from '../rule';
import { actionsMatching } from './support/actions';
import { isEveryAction } from './support/grants';
import { POLICY_TYPES } from './support/identity-documents';
import { judgeGrants } from './support/judge-grants';
import { fullService, some } from './support/scope';

export const rule: Rule = {
  id: 'iam-no-wildcard-action',
  severity: 'medium',
  summary: 'No statement allows by a wildcard actions that change something.',
  rationale:
    'Nobody sees from `sqs:*` or `s3:*Object` that it deletes, and it grows with every action that AWS adds. Wildcards over ' +
    'reading (`ec2:Describe*`) are left to the rules about data.',
  remediation: 'List the actions in place of the wildcard.',
  references: ['AwsSolutions-IAM5', 'AVD-AWS-0057'],
  types: POLICY_TYPES,
  check: (resource, context) =>
    judgeGrants(resource, context, (grant) => {
      if (grant.negated) return undefined;
      const others = [fullService(grant, 'iam'), fullService(grant, 's3')];
      const wide = grant.patterns.filter(
        (pattern) =>
          /[*?]/.test(pattern) &&
          !others.includes(pattern) &&
          !isEveryAction(pattern) &&
          actionsMatching(pattern).some(({ level }) => level !== 'list' && level !== 'read'),
      );
      const [first] = wide;
      if (first === undefined) return undefined;
      const changing = actionsMatching(first).filter(({ level }) => level !== 'list' && level !== 'read');
      return `${some(wide)} allows by a wildcard ${some(changing.map(({ name }) => name))}`;
    }),
};
