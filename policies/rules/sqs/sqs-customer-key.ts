import { isUnknown, toText } from '../../graph/value';
import { isSurelySet, written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'sqs-customer-key',
  severity: 'low',
  summary: 'A queue that is encrypted with KMS uses a key of the account, not the one of AWS.',
  rationale:
    'Nobody can change the policy of `alias/aws/sqs`: topics, rules and buckets cannot be allowed to use it, and ' +
    'their messages never arrive; nor can other accounts.',
  remediation: 'Set `kms_master_key_id` to an `aws_kms_key`, or use `sqs_managed_sse_enabled`.',
  references: ['CKV2_AWS_73', 'AVD-AWS-0135'],
  types: ['aws_sqs_queue'],
  check: (queue): Outcome | readonly Outcome[] => {
    const key = toText(written(queue, 'kms_master_key_id') ?? '');
    if (key === '' || key === undefined) return [];
    if (isUnknown(key))
      return isSurelySet(key) ? pass() : unknown('kms_master_key_id', key, 'kms_master_key_id');
    return /(^|:)alias\/aws\/sqs$/.test(key)
      ? fail("the key is AWS's own, alias/aws/sqs", 'kms_master_key_id')
      : pass();
  },
};
