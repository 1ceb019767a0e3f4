import type { Condition } from '../../iam/document-condition';
import { isUnknown } from '../../iam/truth';
import type { Rule } from '../rule';
import { POLICY_TYPES } from './support/identity-documents';
import { judgeGrants } from './support/judge-grants';

export const rule: Rule = {
  id: 'iam-for-all-values',
  severity: 'medium',
  summary: 'ForAllValues in an Allow is not the only condition on a key that a request may lack.',
  rationale:
    'ForAllValues holds where the key is absent: there is no value that would not match. On a key with one value it has no ' +
    'other effect than that, so that `kms:ViaService` no longer keeps anybody from using a key directly.',
  remediation:
    'Leave `ForAllValues:` out for a key with one value, or add `Null` with `false` for the same key.',
  types: POLICY_TYPES,
  check: (resource, context) =>
    judgeGrants(resource, context, ({ conditions }) => {
      const open = conditions.find((one) => isOpen(one) && !mustBeThere(conditions, one.key));
      return open ? `${open.operator} on ${open.key} holds where the key is absent` : undefined;
    }),
};

/** Keys with one value (Service Authorization Reference): with several, ForAllValues is the operator to use. */
const ONE_VALUE =
  /^(kms:(viaservice|calleraccount|encryptioncontext:.*|granteeprincipal)|aws:(source(arn|account|vpc|vpce|ip|orgid)|vpcsourceip|principal(arn|account|orgid|type)|resource(account|orgid)|requestedregion|userid|username)|sts:externalid|lambda:sourcefunctionarn|iam:passedtoservice|events:source)$/i;

function isOpen({ set, negated, key }: Condition): boolean {
  return set === 'ForAllValues' && !negated && ONE_VALUE.test(key);
}

function mustBeThere(conditions: readonly Condition[], key: string): boolean {
  return conditions.some(
    ({ comparison, key: other, values }) =>
      comparison === 'Null' &&
      other.toLowerCase() === key.toLowerCase() &&
      !isUnknown(values) &&
      values.every((value) => value === 'false'),
  );
}
