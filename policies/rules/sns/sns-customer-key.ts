import { isUnknown, toText } from '../../graph/value';
import { isSurelySet, written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'sns-customer-key',
  severity: 'low',
  summary: 'A topic is encrypted with a key of the account, not the one of AWS.',
  rationale:
    'Nobody can change the policy of `alias/aws/sns`: rules, alarms and buckets cannot be allowed to use it, and what ' +
    'they publish is lost without a word.',
  remediation: 'Set `kms_master_key_id` to an `aws_kms_key`.',
  references: ['AVD-AWS-0136'],
  types: ['aws_sns_topic'],
  check: (topic): Outcome | readonly Outcome[] => {
    const key = toText(written(topic, 'kms_master_key_id') ?? '');
    if (key === '' || key === undefined) return [];
    if (isUnknown(key))
      return isSurelySet(key) ? pass() : unknown('kms_master_key_id', key, 'kms_master_key_id');
    return /(^|:)alias\/aws\/sns$/.test(key)
      ? fail("the key is AWS's own, alias/aws/sns", 'kms_master_key_id')
      : pass();
  },
};
