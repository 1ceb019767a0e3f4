import { isList, type Value } from '../../graph/value';
import { written } from '../attribute';
import { judge } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-document-logs',
  severity: 'medium',
  summary: 'A DocumentDB cluster exports its audit or profiler log, a Neptune cluster its audit log.',
  rationale: 'Without it nobody can tell who read or changed which documents.',
  remediation:
    'Set `enabled_cloudwatch_logs_exports = ["audit", "profiler"]`; for Neptune ' +
    '`enable_cloudwatch_logs_exports = ["audit"]`.',
  references: ['CKV_AWS_85', 'CKV_AWS_101', 'AVD-AWS-0020', 'AVD-AWS-0075'],
  types: ['aws_docdb_cluster', 'aws_neptune_cluster'],
  check: (resource) => {
    const isNeptune = resource.type === 'aws_neptune_cluster';
    const path = isNeptune ? 'enable_cloudwatch_logs_exports' : 'enabled_cloudwatch_logs_exports';
    const wanted: readonly Value[] = isNeptune ? ['audit'] : ['audit', 'profiler'];
    return judge(
      written(resource, path),
      path,
      (value) =>
        (isList(value) ? value : [value ?? null]).some((log) => wanted.includes(log))
          ? undefined
          : `${path} has no ${wanted.join(' or ')}`,
      path,
    );
  },
};
