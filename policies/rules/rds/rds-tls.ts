import { isUnknown, toText } from '../../graph/value';
import { shown } from '../attribute';
import { judge, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { parameterGroupOf, parameterOf } from './support/parameter-group';

export const rule: Rule = {
  id: 'rds-tls',
  severity: 'medium',
  summary: 'The parameter group of a database refuses connections without TLS.',
  rationale: 'A client that does not ask for TLS sends its password and its rows in the clear.',
  remediation:
    'Set `rds.force_ssl = 1` (PostgreSQL, SQL Server), `require_secure_transport = 1` (MySQL, MariaDB), ' +
    '`db2comm = SSL` (Db2) in the parameter group.',
  references: ['CKV2_AWS_69'],
  types: ['aws_db_instance', 'aws_rds_cluster'],
  check: (resource, context) => {
    const isCluster = resource.type === 'aws_rds_cluster';
    const attribute = isCluster ? 'db_cluster_parameter_group_name' : 'parameter_group_name';
    const type = isCluster ? 'aws_rds_cluster_parameter_group' : 'aws_db_parameter_group';
    const group = parameterGroupOf(context, resource, attribute, type);
    if (!group) return [];
    const family = toText(group.get('family'));
    if (isUnknown(family)) return unknown('the family of the parameter group', family, attribute);
    const demand = DEMANDS.find(({ families }) => families.test(family ?? ''));
    if (!demand) return pass();
    const value =
      parameterOf(group, demand.parameter) ?? (demand.isDefault(family ?? '') ? demand.values[0] : undefined);
    return judge(
      value,
      demand.parameter,
      (known) =>
        demand.values.includes(String(toText(known)).toUpperCase())
          ? undefined
          : `the parameter ${demand.parameter} of ${group.address} is ${shown(known)}`,
      attribute,
    );
  },
};

interface Demand {
  readonly families: RegExp;
  readonly parameter: string;
  readonly values: readonly string[];
  /** Whether a group of that family has it without writing it. */
  readonly isDefault: (family: string) => boolean;
}

/** AWS switched `rds.force_ssl` on with PostgreSQL 15 on RDS and with 17 on Aurora. */
const DEMANDS: readonly Demand[] = [
  {
    families: /^(aurora-)?postgres|sqlserver/,
    parameter: 'rds.force_ssl',
    values: ['1', 'TRUE', 'ON'],
    isDefault: (family) => {
      const [, aurora, major] = /^(aurora-)?postgres(?:ql)?(\d+)/.exec(family) ?? [];
      return major !== undefined && Number(major) >= (aurora ? 17 : 15);
    },
  },
  {
    families: /^(mariadb|mysql|aurora-mysql)/,
    parameter: 'require_secure_transport',
    values: ['1', 'TRUE', 'ON'],
    isDefault: () => false,
  },
  { families: /db2-(ae|se)/, parameter: 'db2comm', values: ['SSL'], isDefault: () => false },
];
