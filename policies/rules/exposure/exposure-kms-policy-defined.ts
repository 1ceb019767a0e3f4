import { resourcePolicyOf, straying } from '../../model/resource-policies/resource-policies';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'exposure-kms-policy-defined',
  severity: 'low',
  summary: 'A key has a policy that is written down.',
  rationale:
    'Without one AWS gives the key to every principal of the account whose identity policy allows it: who may decrypt ' +
    'is then decided in many places, and nobody sees it at the key.',
  remediation:
    'Set `policy`, or add an `aws_kms_key_policy`, with the administrators and the users of the key.',
  references: ['CKV2_AWS_64'],
  types: ['aws_kms_key'],
  check: (resource, context) => {
    if (resourcePolicyOf(context, resource).some(({ origin }) => origin !== 'default')) return pass();
    const stray = straying(context, 'aws_kms_key_policy');
    return stray
      ? unknown('the key policy', `${stray.holder.address} may be the one that sets it`)
      : fail('the key has the default policy of AWS, which leaves it to the whole account');
  },
};
