import { mustBeTrue, written } from '../attribute';
import { pass } from '../outcome';
import type { Rule } from '../rule';
import { hasEngine } from './support/engine';

export const rule: Rule = {
  id: 'rds-performance-insights',
  severity: 'low',
  summary: 'An instance records which statements load it.',
  rationale: 'Without it nobody can tell afterwards which statement filled the database.',
  remediation: 'Set `performance_insights_enabled = true`.',
  references: ['CKV_AWS_353', 'AVD-AWS-0133'],
  types: ['aws_db_instance', 'aws_rds_cluster_instance'],
  check: (resource, context) => {
    if (hasEngine(resource, 'db2*')) return [];
    const size = resource.get('instance_class');
    if (hasEngine(resource, 'mariadb', 'mysql') && typeof size === 'string' && TOO_SMALL.includes(size))
      return [];
    const [cluster] = context.graph.referencesFrom(resource, 'cluster_identifier', 'aws_rds_cluster');
    const path = 'performance_insights_enabled';
    return written(resource, path) === undefined && cluster && cluster.get(path) === true
      ? pass()
      : mustBeTrue(resource, path);
  },
};

/** Classes on which MySQL and MariaDB have no Performance Insights, from the RDS user guide. */
const TOO_SMALL: readonly string[] = [
  'db.t2.micro',
  'db.t2.small',
  'db.t3.micro',
  'db.t3.small',
  'db.t4g.micro',
  'db.t4g.small',
];
