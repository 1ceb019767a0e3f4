import type { RdsClusterParameterGroupParameter } from '@cdktf/provider-aws/lib/rds-cluster-parameter-group';

export interface AuroraParameterProps {
  readonly slowStatementMilliseconds: number;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Read by the engine only when it starts. */
const NEEDS_RESTART: ReadonlySet<string> = new Set([
  'max_connections',
  'rds.logical_replication',
  'shared_preload_libraries',
]);

/**
 * The cluster's parameters in alphabetical order, a caller's own after the defaults.
 *
 * TLS is forced, passwords are stored as SCRAM (the Data API needs it from PostgreSQL 14 on), and the log holds schema
 * changes and slow statements without the values bound to them: those are customers' data.
 */
export function auroraParameters(props: AuroraParameterProps): RdsClusterParameterGroupParameter[] {
  const parameters: Readonly<Record<string, string>> = {
    log_connections: '1',
    log_disconnections: '1',
    log_min_duration_statement: String(props.slowStatementMilliseconds),
    log_parameter_max_length: '0',
    log_statement: 'ddl',
    password_encryption: 'scram-sha-256',
    'rds.force_ssl': '1',
    ...props.parameters,
  };
  return Object.entries(parameters)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({
      name,
      value,
      applyMethod: NEEDS_RESTART.has(name) ? 'pending-reboot' : 'immediate',
    }));
}
