import { mustBeTrue, written } from '../attribute';
import { pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-encryption',
  severity: 'high',
  summary: 'The storage of a database is encrypted.',
  rationale:
    'The disks, the backups and the snapshots of an unencrypted database can be read by whoever gets at a ' +
    'copy, and encryption cannot be switched on later: the database has to be rebuilt from a snapshot.',
  remediation: 'Set `storage_encrypted = true`.',
  references: [
    'CKV_AWS_96',
    'CKV_AWS_16',
    'CKV_AWS_140',
    'CKV_AWS_74',
    'CKV_AWS_292',
    'CKV_AWS_44',
    'AVD-AWS-0079',
    'AVD-AWS-0080',
    'AVD-AWS-0021',
    'AVD-AWS-0076',
    'AwsSolutions-RDS2',
    'AwsSolutions-DOC1',
    'AwsSolutions-N4',
  ],
  types: [
    'aws_rds_cluster',
    'aws_db_instance',
    'aws_rds_global_cluster',
    'aws_docdb_cluster',
    'aws_docdb_global_cluster',
    'aws_neptune_cluster',
    'aws_neptune_global_cluster',
  ],
  check: (resource, context) => {
    if (written(resource, 'source_db_cluster_identifier') !== undefined) return [];
    if (resource.type === 'aws_rds_cluster' && resource.get('engine_mode') === 'serverless') return pass();
    if (written(resource, 'storage_encrypted') === undefined) {
      const origin = ORIGINS.find((name) => written(resource, name) !== undefined);
      if (origin) {
        const source = context.graph
          .referencesFrom(resource, origin)
          .find(({ type }) => resource.type === type);
        return source
          ? mustBeTrue(source, 'storage_encrypted', {
              message: `${source.address}, its source, is not encrypted`,
            })
          : unknown('storage_encrypted', `${origin} decides, which is not written here`, origin);
      }
    }
    return mustBeTrue(resource, 'storage_encrypted');
  },
};

/** A database made of another one is encrypted as that one is. */
const ORIGINS = ['replicate_source_db', 'replication_source_identifier', 'snapshot_identifier'] as const;
