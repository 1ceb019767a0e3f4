import { firstUnknown, isList, isObject, isUnknown, type Value, type ValueObject } from '../../graph/value';
import { writtenBlocks } from '../attribute';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 's3-abort-uploads',
  severity: 'low',
  summary: 'A lifecycle ends uploads that were never finished.',
  rationale: 'Their parts are paid for and shown nowhere.',
  remediation:
    'Add a rule without a filter with `abort_incomplete_multipart_upload { days_after_initiation = 7 }`.',
  references: ['CKV_AWS_300'],
  types: ['aws_s3_bucket_lifecycle_configuration'],
  check: (resource) => {
    const rules = writtenBlocks(resource, 'rule');
    if (rules.some((rule) => isObject(rule) && aborts(rule))) return pass();
    const open = rules.find((rule) => isUnknown(rule) || firstUnknown(rule) !== undefined);
    return open === undefined
      ? fail('no rule for the whole bucket aborts unfinished uploads', 'rule')
      : unknown('a rule', firstUnknown(open) ?? 'it is not known', 'rule');
  },
};

/** Whether the rule ends unfinished uploads, wherever in the bucket. */
function aborts(rule: ValueObject): boolean {
  const block = rule['abort_incomplete_multipart_upload'];
  if (
    rule['status'] !== 'Enabled' ||
    block === undefined ||
    block === null ||
    (isList(block) && block.length === 0)
  ) {
    return false;
  }
  return !narrows(rule['filter']) && (rule['prefix'] ?? '') === '';
}

function narrows(filter: Value | undefined): boolean {
  if (isList(filter)) return filter.some((one) => narrows(one));
  if (!isObject(filter)) return false;
  return ['prefix', 'tag', 'tags', 'object_size_greater_than', 'object_size_less_than', 'and'].some(
    (name) => {
      const value = filter[name];
      if (name === 'and') return narrows(value);
      return (
        value !== undefined &&
        value !== null &&
        value !== '' &&
        value !== 0 &&
        !(isList(value) && value.length === 0)
      );
    },
  );
}
