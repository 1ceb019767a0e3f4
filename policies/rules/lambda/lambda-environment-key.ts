import { isObject, isUnknown, type Value } from '../../graph/value';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'lambda-environment-key',
  severity: 'low',
  summary: 'Environment variables are encrypted with a key of the customer.',
  rationale:
    'The default key of Lambda decrypts for everyone who may read the configuration of the function. With a key of our ' +
    'own its policy decides, and its use is in CloudTrail.',
  remediation:
    'Set `kms_key_arn`; leave it out of a function without variables, for Lambda does not keep it there.',
  references: ['CKV_AWS_173'],
  types: ['aws_lambda_function'],
  check: (resource) => {
    const key = resource.get('kms_key_arn');
    const [block] = resource.blocks('environment');
    if (isUnknown(block)) return unknown('environment', block, 'environment');
    if (!block || !isFilled(block)) {
      if (key === undefined) return [];
      return isUnknown(key) && key.reference?.kind !== 'resource'
        ? pass()
        : fail('kms_key_arn is set, but there are no variables: every plan will differ', 'kms_key_arn');
    }
    if (isUnknown(key))
      return key.reference?.kind === 'variable' ? unknown('kms_key_arn', key, 'kms_key_arn') : pass();
    return key === undefined || key === ''
      ? fail('the environment variables are not encrypted with a key of the customer', 'kms_key_arn')
      : pass();
  },
};

/** Whether the block says anything: an empty map of variables is none. */
function isFilled(block: Readonly<Record<string, Value>>): boolean {
  return Object.values(block).some((value) => {
    if (value === null || value === undefined) return false;
    return !isObject(value) || Object.keys(value).length > 0;
  });
}
