import { isUnknown } from '../../graph/value';
import { written } from '../attribute';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { hasEngine } from './support/engine';
import { parameterGroupOf, parameterOf } from './support/parameter-group';

export const rule: Rule = {
  id: 'rds-query-log',
  severity: 'low',
  summary: 'A PostgreSQL database logs its statements.',
  rationale:
    'Without them nobody can tell which statement was slow, or which one read the table that should not ' +
    'have been read.',
  remediation: 'Set the parameters `log_statement` and `log_min_duration_statement` in the parameter group.',
  references: ['CKV2_AWS_27', 'CKV2_AWS_30'],
  types: ['aws_rds_cluster', 'aws_db_instance'],
  check: (resource, context) => {
    const isCluster = resource.type === 'aws_rds_cluster';
    if (!hasEngine(resource, isCluster ? 'aurora-postgresql' : 'postgres')) return [];
    const attribute = isCluster ? 'db_cluster_parameter_group_name' : 'parameter_group_name';
    const type = isCluster ? 'aws_rds_cluster_parameter_group' : 'aws_db_parameter_group';
    const group = parameterGroupOf(context, resource, attribute, type);
    if (!group) {
      const name = written(resource, attribute);
      return isUnknown(name)
        ? unknown(attribute, name, attribute)
        : fail('it has no parameter group that logs statements', attribute);
    }
    const missing = PARAMETERS.filter((name) => parameterOf(group, name) === undefined);
    return missing.length === 0
      ? pass()
      : fail(`the parameter group ${group.address} does not set ${missing.join(' and ')}`, attribute);
  },
};

const PARAMETERS = ['log_statement', 'log_min_duration_statement'] as const;
