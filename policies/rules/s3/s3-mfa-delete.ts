import { toBoolean } from '../../graph/value';
import { shown, written } from '../attribute';
import { judge } from '../outcome';
import type { Rule } from '../rule';
import { partOf } from './support/bucket-parts';

export const rule: Rule = {
  id: 's3-mfa-delete',
  severity: 'low',
  summary:
    'Deleting versions of a bucket for good takes a second factor, where the configuration speaks of it.',
  rationale: 'With versions alone, stolen credentials can still delete each version.',
  remediation: 'Set `mfa_delete = "Enabled"`; only the root user can, with its device.',
  references: ['AVD-AWS-0170'],
  types: ['aws_s3_bucket'],
  check: (resource, context) => {
    const part = partOf(
      context,
      resource,
      'versioning[0].mfa_delete',
      'aws_s3_bucket_versioning',
      'versioning_configuration[0].mfa_delete',
    );
    if (part.state !== 'set' || written(part.resource, part.path) === undefined) return [];
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
