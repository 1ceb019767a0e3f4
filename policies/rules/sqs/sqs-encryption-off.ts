import { isUnknown, toBoolean } from '../../graph/value';
import { isSurelySet, written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'sqs-encryption-off',
  severity: 'high',
  summary: 'The encryption of a queue is not switched off.',
  rationale: 'AWS encrypts new queues by default. Who switches that off stores messages in clear text.',
  remediation: 'Set `sqs_managed_sse_enabled = true`, or `kms_master_key_id` to a key of your own.',
  references: ['CKV_AWS_27', 'AVD-AWS-0096', 'AwsSolutions-SQS2'],
  types: ['aws_sqs_queue'],
  check: (queue): Outcome => {
    const managed = toBoolean(written(queue, 'sqs_managed_sse_enabled') ?? true);
    const key = written(queue, 'kms_master_key_id');
    if (managed === true || isSurelySet(key) || (!isUnknown(key) && key !== undefined && key !== ''))
      return pass();
    if (isUnknown(managed)) return unknown('sqs_managed_sse_enabled', managed, 'sqs_managed_sse_enabled');
    if (isUnknown(key)) return unknown('kms_master_key_id', key, 'kms_master_key_id');
    return fail('the encryption of the queue is switched off', 'sqs_managed_sse_enabled');
  },
};
