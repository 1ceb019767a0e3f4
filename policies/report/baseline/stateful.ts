/**
 * Types whose resources hold data that is gone when the resource is, with the attributes that cannot change on a living
 * one (`ForceNew` in the provider's schema, version 5.100). Attributes that say where the data lies and how it is
 * encrypted are among them; sizes and capacities change in place.
 */
export const STATEFUL: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    aws_backup_vault: ['name', 'kms_key_arn'],
    aws_cloudwatch_log_group: ['name', 'name_prefix'],
    aws_cognito_user_pool: ['alias_attributes', 'username_attributes'],
    aws_db_instance: [
      'character_set_name',
      'db_name',
      'engine',
      'kms_key_id',
      'storage_encrypted',
      'username',
    ],
    aws_docdb_cluster: ['cluster_identifier', 'kms_key_id', 'master_username', 'storage_encrypted'],
    aws_dynamodb_table: ['name', 'hash_key', 'range_key'],
    aws_ebs_volume: ['availability_zone', 'encrypted', 'kms_key_id', 'snapshot_id'],
    aws_ecr_repository: ['name'],
    aws_efs_file_system: ['creation_token', 'encrypted', 'kms_key_id', 'performance_mode'],
    aws_elasticache_replication_group: ['replication_group_id', 'kms_key_id', 'subnet_group_name'],
    aws_fsx_lustre_file_system: ['kms_key_id', 'subnet_ids'],
    aws_kinesis_stream: ['name'],
    aws_kms_key: ['customer_master_key_spec', 'key_usage', 'multi_region'],
    aws_msk_cluster: ['cluster_name'],
    aws_neptune_cluster: ['cluster_identifier', 'kms_key_arn', 'storage_encrypted'],
    aws_opensearch_domain: ['domain_name'],
    aws_rds_cluster: [
      'cluster_identifier',
      'database_name',
      'db_subnet_group_name',
      'engine',
      'kms_key_id',
      'master_username',
      'storage_encrypted',
    ],
    aws_redshift_cluster: ['cluster_identifier'],
    aws_s3_bucket: ['bucket', 'bucket_prefix'],
    aws_secretsmanager_secret: ['name', 'name_prefix'],
    aws_sqs_queue: ['name', 'name_prefix', 'fifo_queue'],
    aws_timestreamwrite_table: ['database_name', 'table_name'],
  }),
);
