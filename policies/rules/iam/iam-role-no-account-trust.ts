import type { Rule } from '../rule';
import { judgeTrust, TRUST_TYPES } from './support/trust';

export const rule: Rule = {
  id: 'iam-role-no-account-trust',
  severity: 'medium',
  summary: 'A role is not open to a whole account.',
  rationale:
    'An account as principal hands the decision to that account: each of its identities that may call `sts:AssumeRole` gets in. ' +
    'For a service that acts for many customers (a third party) nothing then stops another customer from naming this role.',
  remediation:
    'Name the role or user as principal; for a third party add a condition on `sts:ExternalId`, within an organisation one on `aws:PrincipalArn`.',
  references: ['CKV_AWS_61'],
  types: TRUST_TYPES,
  check: (resource, context) =>
    judgeTrust(resource, context, ({ principals, constrained }) => {
      if (constrained) return undefined;
      const account = principals.find(({ type, value }) => type === 'AWS' && WHOLE_ACCOUNT.test(value));
      return account ? `every identity of the account ${account.value} may be let in` : undefined;
    }),
};

/** A known account: the twelve zeros stand for the configuration's own, which is not known. */
const WHOLE_ACCOUNT = /^(?!0{12}|arn:[^:]+:iam::0{12})(\d{12}|arn:[^:]+:iam::(\d{12}|\*):root)$/;
