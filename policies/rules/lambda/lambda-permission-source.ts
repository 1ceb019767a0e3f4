import { admissions } from '../../model/resource-policies/admissions';
import { policiesSetBy } from '../../model/resource-policies/resource-policies';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'lambda-permission-source',
  severity: 'high',
  summary: 'A service that may invoke a function may do so for a known resource or account.',
  rationale:
    'A service works for every customer. Without `source_arn` or `source_account` anybody can configure it in an ' +
    'account of their own to invoke our function, with an event of their choice.',
  remediation: 'Set `source_arn`; `source_account` where the ARN is not known, and for a bucket both.',
  references: ['CKV_AWS_364', 'AVD-AWS-0067'],
  types: ['aws_lambda_permission'],
  check: (resource, context) =>
    policiesSetBy(context, resource).flatMap((policy): readonly Outcome[] =>
      admissions(context, policy).flatMap(({ audience, principal, narrowing }): readonly Outcome[] => {
        if (audience !== 'service') return [];
        if (narrowing.strength === 'narrow') return [pass()];
        const at = resource.get('source_arn') === undefined ? 'principal' : 'source_arn';
        return narrowing.strength === 'unknown'
          ? [unknown(`for whom ${principal} may invoke the function`, narrowing.reason, at)]
          : [fail(`${principal} may invoke the function for any account: ${narrowing.reason}`, at)];
      }),
    ),
};
