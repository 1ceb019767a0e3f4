import { isUnknown, toText } from '../../graph/value';
import { mustBeTrue, written } from '../attribute';
import { unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'kms-rotation',
  severity: 'medium',
  summary: 'The material of a symmetric key is changed each year.',
  rationale:
    'The more data one piece of material has encrypted, the more is lost with it. The key, its ARN and ' +
    'its policy stay the same.',
  remediation: 'Set `enable_key_rotation = true`.',
  references: ['CKV_AWS_7', 'AVD-AWS-0065', 'AwsSolutions-KMS5'],
  types: ['aws_kms_key'],
  check: (resource) => {
    const spec = toText(written(resource, 'customer_master_key_spec') ?? 'SYMMETRIC_DEFAULT');
    const usage = toText(written(resource, 'key_usage') ?? 'ENCRYPT_DECRYPT');
    if (isUnknown(spec)) return unknown('customer_master_key_spec', spec, 'customer_master_key_spec');
    // AWS rotates neither asymmetric and HMAC keys nor keys of a custom store.
    const rotates =
      spec === 'SYMMETRIC_DEFAULT' &&
      !/^(SIGN_VERIFY|GENERATE_VERIFY_MAC|KEY_AGREEMENT)$/.test(String(usage));
    if (!rotates || written(resource, 'custom_key_store_id') !== undefined) return [];
    return mustBeTrue(resource, 'enable_key_rotation');
  },
};
