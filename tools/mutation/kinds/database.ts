import { change, type MutationKind } from '../kind';
import { attributeKind } from './attribute-kinds';

const CLUSTER = ['aws_rds_cluster'];
const INSTANCE = ['aws_rds_cluster_instance'];

export const DATABASE_KINDS: readonly MutationKind[] = [
  attributeKind({
    id: 'database-not-encrypted',
    weakness: 'the storage of the database is not encrypted',
    caughtBy: ['rds-encryption'],
    types: CLUSTER,
    path: ['storage_encrypted'],
    values: [false, undefined],
  }),
  attributeKind({
    id: 'database-with-key-of-aws',
    weakness: 'the database is encrypted with a key of AWS',
    caughtBy: ['rds-customer-key'],
    types: CLUSTER,
    path: ['kms_key_id'],
    values: [undefined],
  }),
  attributeKind({
    id: 'database-backup-for-a-day',
    weakness: 'backups of the database are kept for a day',
    caughtBy: ['rds-backup-retention', 'rds-backups'],
    types: CLUSTER,
    path: ['backup_retention_period'],
    values: [1, undefined],
  }),
  attributeKind({
    id: 'database-unprotected',
    weakness: 'one call deletes the database',
    caughtBy: ['rds-deletion-protection'],
    types: CLUSTER,
    path: ['deletion_protection'],
    values: [false, undefined],
  }),
  {
    id: 'database-password-literal',
    weakness: "the master user's password stands in the configuration",
    caughtBy: ['rds-password-literal'],
    changes: (view) =>
      view.all('aws_rds_cluster').flatMap((cluster) => {
        const literal = cluster.set(['master_password'], 'Zq7-vW2k.91xTbLp');
        return [
          change(cluster, literal),
          change(cluster, cluster.remove('manage_master_user_password'), literal),
        ];
      }),
  },
  {
    id: 'database-password-unmanaged',
    weakness: "the master user's password is in the state, and nobody rotates it",
    caughtBy: ['rds-managed-password'],
    changes: (view) =>
      view.all('aws_rds_cluster').map((cluster) =>
        change(
          cluster,
          {
            stack: cluster.stack,
            path: ['variable', 'master_password'],
            after: { type: 'string', sensitive: true },
          },
          cluster.remove('manage_master_user_password'),
          cluster.set(['master_password'], '${var.master_password}'),
        ),
      ),
  },
  attributeKind({
    id: 'database-without-iam',
    weakness: 'the database takes passwords only',
    caughtBy: ['rds-iam-authentication'],
    types: CLUSTER,
    path: ['iam_database_authentication_enabled'],
    values: [false, undefined],
  }),
  attributeKind({
    id: 'database-without-logs',
    weakness: 'the log of the database is gone with its host',
    caughtBy: ['rds-logs'],
    types: CLUSTER,
    path: ['enabled_cloudwatch_logs_exports'],
    values: [[], undefined],
  }),
  attributeKind({
    id: 'database-tags-not-copied',
    weakness: 'snapshots of the database do not have its tags',
    caughtBy: ['rds-snapshot-tags'],
    types: CLUSTER,
    path: ['copy_tags_to_snapshot'],
    values: [false, undefined],
  }),
  attributeKind({
    id: 'database-public',
    weakness: 'the database has a public address',
    caughtBy: ['rds-public-access'],
    types: INSTANCE,
    path: ['publicly_accessible'],
    values: [true],
  }),
  attributeKind({
    id: 'database-without-monitoring',
    weakness: 'nobody sees what the host of the database does',
    caughtBy: ['rds-enhanced-monitoring'],
    types: INSTANCE,
    path: ['monitoring_interval'],
    values: [0, undefined],
  }),
  attributeKind({
    id: 'database-insights-off',
    weakness: 'nobody can tell which statement loaded the database',
    caughtBy: ['rds-performance-insights'],
    types: INSTANCE,
    path: ['performance_insights_enabled'],
    values: [false, undefined],
  }),
  attributeKind({
    id: 'database-insights-key-of-aws',
    weakness: 'recorded statements are encrypted with a key of AWS',
    caughtBy: ['rds-performance-insights-key'],
    types: INSTANCE,
    path: ['performance_insights_kms_key_id'],
    values: [undefined],
  }),
  attributeKind({
    id: 'database-not-upgraded',
    weakness: 'security fixes of the engine are not taken',
    caughtBy: ['rds-minor-upgrades'],
    types: INSTANCE,
    path: ['auto_minor_version_upgrade'],
    values: [false],
  }),
  {
    id: 'database-without-tls',
    weakness: 'the database takes connections without TLS',
    caughtBy: ['rds-tls'],
    changes: (view) =>
      view.all('aws_rds_cluster_parameter_group').flatMap((group) => {
        const parameters = group.list('parameter');
        const index = parameters.findIndex((one) => JSON.stringify(one).includes('rds.force_ssl'));
        const clusters = view.all('aws_rds_cluster');
        if (index < 0) return [];
        return [change([group, ...clusters], group.set(['parameter', index, 'value'], '0'))];
      }),
  },
];
