import { toText } from '../../graph/value';
import { globOf, globTest } from '../../iam/glob';
import { policiesSetBy } from '../../model/resource-policies/resource-policies';
import { fail, pass } from '../outcome';
import type { Rule } from '../rule';
import { notKnown, statementName } from './support/public';

export const rule: Rule = {
  id: 'exposure-s3-lockout',
  severity: 'medium',
  summary: 'The policy of a bucket does not lock everyone out of the policy itself.',
  rationale:
    'A Deny for everyone on changing the policy can be lifted by the root user of the account only, with its password ' +
    'and second factor at hand.',
  remediation: 'Give the Deny a condition, name its principals, or leave `s3:PutBucketPolicy` out of it.',
  references: ['CKV_AWS_93'],
  types: ['aws_s3_bucket', 'aws_s3_bucket_policy'],
  check: (resource, context) =>
    policiesSetBy(context, resource).flatMap((policy) => {
      const found = policy.document.statements
        .filter(({ effect, principals = [], actions = [], conditions, unknowns }) => {
          const everyone = principals.some(
            ({ type, values }) => type === '*' || (type === 'AWS' && values.includes('*')),
          );
          const locks = actions.some((action) => {
            const text = toText(action);
            return typeof text === 'string' && globTest(globOf(text.toLowerCase()))('s3:putbucketpolicy');
          });
          return effect === 'Deny' && everyone && locks && conditions.length === 0 && unknowns.length === 0;
        })
        .map((statement) =>
          fail(
            `${statementName(statement)} denies everyone s3:PutBucketPolicy, without a condition`,
            policy.path,
          ),
        );
      return found.length > 0 ? found : (notKnown(policy, 'the bucket') ?? [pass()]);
    }),
};
