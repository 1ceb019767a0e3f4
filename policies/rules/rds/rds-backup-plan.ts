import type { Resource } from '../../graph/resource';
import { firstUnknown, isList, isObject, toText } from '../../graph/value';
import { writtenBlocks } from '../attribute';
import { companionsOf } from '../companions';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-backup-plan',
  severity: 'low',
  summary: 'A cluster is in a plan of AWS Backup.',
  rationale:
    'Automatic backups end after 35 days and go with the account; a plan keeps copies longer, in a vault ' +
    'that can be locked, and in another account.',
  remediation: 'Name the cluster in an `aws_backup_selection`, by its ARN or by a tag.',
  references: ['CKV2_AWS_8'],
  types: ['aws_rds_cluster'],
  check: (resource, context) => {
    const named = companionsOf(context, resource, 'aws_backup_selection', 'resources', ['arn']);
    if (named.sure.length > 0) return pass();
    const selections = context.graph.byType('aws_backup_selection');
    if (selections.some((one) => selectsAll(one) || selectsByTag(one, resource))) return pass();
    return selections.some(
      (one) => firstUnknown(one.get('resources') ?? null) !== undefined && named.possible.includes(one),
    )
      ? unknown('the backup selection', 'nobody can tell which resources it names')
      : fail('no backup selection names the cluster');
  },
};

/** Patterns that any cluster fits. */
function selectsAll(selection: Resource): boolean {
  const resources = selection.get('resources');
  return (
    isList(resources) &&
    resources.some((one) => /^(\*|arn:[\w*-]+:rds:[^:]*:[^:]*:(\*|cluster:\*))$/.test(String(toText(one))))
  );
}

function selectsByTag(selection: Resource, cluster: Resource): boolean {
  const tags = cluster.get('tags');
  if (!isObject(tags)) return false;
  return writtenBlocks(selection, 'selection_tag').some(
    (tag) =>
      isObject(tag) &&
      typeof tag['key'] === 'string' &&
      tags[tag['key']] !== undefined &&
      tags[tag['key']] === tag['value'],
  );
}
