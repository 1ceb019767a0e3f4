import { firstUnknown, isObject } from '../../graph/value';
import { writtenBlocks } from '../attribute';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { partOf } from './support/bucket-parts';

export const rule: Rule = {
  id: 's3-replication',
  severity: 'low',
  summary: 'A bucket is copied to another region.',
  rationale: 'When the region is lost, or the account, what is only there is lost.',
  remediation: 'Add an `aws_s3_bucket_replication_configuration` with a rule that is enabled.',
  references: ['CKV_AWS_144'],
  types: ['aws_s3_bucket'],
  check: (resource, context) => {
    const part = partOf(
      context,
      resource,
      'replication_configuration[0].rules',
      'aws_s3_bucket_replication_configuration',
      'rule',
    );
    if (part.state === 'absent') return fail('the bucket is not copied anywhere');
    if (part.state === 'open') return unknown('the replication', part.why);
    const rules = writtenBlocks(part.resource, part.path);
    if (rules.some((rule) => isObject(rule) && rule['status'] === 'Enabled')) return pass();
    const open = rules
      .map((rule) => firstUnknown(isObject(rule) ? (rule['status'] ?? null) : rule))
      .find((one) => one);
    return open ? unknown('the replication', open) : fail(`no rule of ${part.resource.address} is enabled`);
  },
};
