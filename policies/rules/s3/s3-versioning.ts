import { toBoolean } from '../../graph/value';
import { shown, written } from '../attribute';
import { fail, judge, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { partOf } from './support/bucket-parts';

export const rule: Rule = {
  id: 's3-versioning',
  severity: 'medium',
  summary: 'A bucket keeps the versions of its objects.',
  rationale: 'An overwritten or deleted object is otherwise gone, by mistake or by ransom.',
  remediation: 'Add an `aws_s3_bucket_versioning` with `status = "Enabled"`.',
  references: ['CKV_AWS_21', 'AVD-AWS-0090'],
  types: ['aws_s3_bucket'],
  check: (resource, context) => {
    if (resource.get('object_lock_enabled') === true) return pass();
    const part = partOf(
      context,
      resource,
      'versioning[0].enabled',
      'aws_s3_bucket_versioning',
      'versioning_configuration[0].status',
    );
    if (part.state === 'absent') return fail('the bucket has no versioning');
    if (part.state === 'open') return unknown('the versioning', part.why);
    return judge(
      written(part.resource, part.path),
      part.path,
      (value) =>
        value === 'Enabled' || toBoolean(value) === true
          ? undefined
          : `${part.path} of ${part.resource.address} is ${shown(value)}`,
      part.resource === resource ? part.path : '',
    );
  },
};
