import type { Rule } from '../rule';
import { judgeTrust, TRUST_TYPES } from './support/trust';

export const rule: Rule = {
  id: 'iam-role-no-public-trust',
  severity: 'critical',
  summary: 'A role can be assumed by named principals only.',
  rationale:
    'With `*` anyone with an AWS account of his own assumes the role. An external id in a condition is no secret that would ' +
    'keep him out, and `NotPrincipal` names only those who may not.',
  remediation:
    'Name the principals, or limit `*` by a condition on `aws:PrincipalOrgID`, `aws:PrincipalArn` or `aws:PrincipalAccount`.',
  references: ['CKV_AWS_60'],
  types: TRUST_TYPES,
  check: (resource, context) =>
    judgeTrust(resource, context, ({ principals, notPrincipal, conditions, constrained }) => {
      if (notPrincipal) return 'everyone may assume the role but those in NotPrincipal';
      const anyone = principals.some(
        ({ type, value }) => (type === 'AWS' || type === '*') && /^\*+$/.test(value),
      );
      if (!anyone) return undefined;
      const named = constrained && conditions.some(({ key }) => NAMES_THE_CALLER.test(key));
      return named ? undefined : 'everyone may assume the role';
    }),
};

/** Keys whose values AWS sets and that tell who asks. */
const NAMES_THE_CALLER =
  /^aws:(principal(org(id|paths)|arn|account|tag\/.*)|source(vpc|vpce|vpcarn|ip|account|arn|orgid)|userid)$/i;
