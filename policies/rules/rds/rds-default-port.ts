import { toNumber } from '../../graph/value';
import { written } from '../attribute';
import { judge } from '../outcome';
import type { Rule } from '../rule';
import { engineOf, hasEngine } from './support/engine';

export const rule: Rule = {
  id: 'rds-default-port',
  severity: 'low',
  summary: 'A database does not listen on the port that its engine is known by.',
  rationale:
    'A scan of a network tries the well-known ports first. Another port stops no attacker; it keeps the ' +
    'noise away.',
  remediation: 'Set `port` to another one than the default of the engine.',
  references: ['AwsSolutions-RDS11', 'AwsSolutions-DOC2'],
  types: ['aws_rds_cluster', 'aws_db_instance', 'aws_docdb_cluster'],
  check: (resource) => {
    const engine = resource.type === 'aws_docdb_cluster' ? 'docdb' : engineOf(resource);
    if (resource.type === 'aws_db_instance' && hasEngine(resource, 'aurora*')) return [];
    const usual = typeof engine === 'string' ? PORTS.find(([name]) => name.test(engine))?.[1] : undefined;
    return judge(
      written(resource, 'port'),
      'port',
      (value) => {
        const port = toNumber(value);
        if (port === undefined) return `port is not set: the engine takes ${usual ?? 'its own'}`;
        return port === usual ? `port is ${port}, the usual one` : undefined;
      },
      'port',
    );
  },
};

const PORTS: readonly (readonly [RegExp, number])[] = [
  [/^(aurora|aurora-mysql|mysql|mariadb)$/, 3306],
  [/postgres/, 5432],
  [/^(custom-)?oracle/, 1521],
  [/^(custom-)?sqlserver/, 1433],
  [/^db2/, 50000],
  [/^docdb$/, 27017],
];
