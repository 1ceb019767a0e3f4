import { isUnknown, toBoolean } from '../../graph/value';
import { written } from '../attribute';
import { companionsOf } from '../companions';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'kms-multi-region',
  severity: 'low',
  summary: 'A key whose material may leave its region is replicated somewhere.',
  rationale:
    'The material of a multi-region key can be copied to any region by whoever may call ' +
    '`kms:ReplicateKey`. Without a replica that is a door without a use.',
  remediation: 'Remove `multi_region = true`, or add the `aws_kms_replica_key`.',
  types: ['aws_kms_key', 'aws_kms_external_key'],
  check: (resource, context) => {
    const multiRegion = toBoolean(written(resource, 'multi_region'));
    if (isUnknown(multiRegion)) return unknown('multi_region', multiRegion, 'multi_region');
    if (multiRegion !== true) return pass();
    const types = ['aws_kms_replica_key', 'aws_kms_replica_external_key'];
    const found = types.map((type) => companionsOf(context, resource, type, 'primary_key_arn', ['arn']));
    if (found.some(({ sure }) => sure.length > 0)) return pass();
    return found.some(({ possible }) => possible.length > 0)
      ? unknown('the replicas', 'nobody can tell of which key they are', 'multi_region')
      : fail('the key is multi-region and has no replica', 'multi_region');
  },
};
