import { isUnknown } from '../../graph/value';
import { mustBeSet, written } from '../attribute';
import type { Outcome } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'sqs-encryption-declared',
  severity: 'low',
  summary: 'The configuration of a queue says how it is encrypted.',
  rationale:
    'Since 2023 AWS encrypts new queues with keys of SQS where nothing is said. A queue from before, or one whose ' +
    'encryption was switched off by hand, stays as it is, and Terraform sees no difference.',
  remediation: 'Set `sqs_managed_sse_enabled = true`, or `kms_master_key_id` to a key of your own.',
  references: ['CKV_AWS_27', 'AVD-AWS-0096'],
  types: ['aws_sqs_queue'],
  check: (queue): Outcome | readonly Outcome[] => {
    const managed = written(queue, 'sqs_managed_sse_enabled');
    // What is said, and wrong, is for `sqs-encryption-off`.
    if (managed !== undefined && !isUnknown(managed)) return [];
    const outcome = mustBeSet(queue, 'kms_master_key_id', {
      message: 'nothing says how the queue is encrypted: only the default of AWS does',
    });
    return managed !== undefined && outcome.status === 'fail' ? [] : outcome;
  },
};
