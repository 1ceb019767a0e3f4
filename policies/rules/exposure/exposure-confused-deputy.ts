import { admissions } from '../../model/resource-policies/admissions';
import { type KeyKind, keyKind } from '../../model/resource-policies/condition-keys';
import { policiesSetBy } from '../../model/resource-policies/resource-policies';
import { POLICY_HOLDERS } from '../../model/resource-policies/sources';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { actionsOf, notKnown, statementName } from './support/public';

export const rule: Rule = {
  id: 'exposure-confused-deputy',
  severity: 'medium',
  summary: 'A resource policy that lets in a service says for which resource or account the service may act.',
  rationale:
    'A service works for every customer. Where its name alone is let in, anybody can make the service use our ' +
    'resource by configuring it in an account of their own.',
  remediation:
    'Add a condition on `aws:SourceArn` or `aws:SourceAccount` (for a key also `kms:EncryptionContext`) to the statement.',
  types: POLICY_HOLDERS.filter((type) => !type.startsWith('aws_vpc_endpoint')),
  check: (resource, context) =>
    policiesSetBy(context, resource).flatMap((policy): readonly Outcome[] => {
      const services = admissions(context, policy, { keys: serviceKey }).filter(
        ({ audience, principal }) => audience === 'service' && !OWN_ACCOUNT_ONLY.test(principal),
      );
      if (services.length === 0) return notKnown(policy, 'the resource') ? [] : [pass()];
      return services.map(({ statement, principal, narrowing }) => {
        if (narrowing.strength === 'narrow') return pass();
        const name = statementName(statement);
        return narrowing.strength === 'unknown'
          ? unknown(`for whom ${name} lets ${principal} act`, narrowing.reason, policy.path)
          : fail(
              `${name} lets ${principal} ${actionsOf(statement)} for any account: ${narrowing.reason}`,
              policy.path,
            );
      });
    }),
};

/** Services that act for the account of the resource by nature: they cannot be configured from another one. */
const OWN_ACCOUNT_ONLY = /^(autoscaling|dynamodb|rds|ec2|elasticfilesystem|backup)\.amazonaws\.com$/;

/** What a service says of a request that it makes for somebody. */
function serviceKey(key: string): KeyKind | undefined {
  const name = key.toLowerCase();
  if (name.startsWith('kms:encryptioncontext')) return 'arn';
  return keyKind(key);
}
