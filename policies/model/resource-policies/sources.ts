/** Where a type of resource holds the policy that says who may use it. */
export interface InlinePolicy {
  readonly type: string;
  readonly attribute: string;
}

/** A type whose resources set the policy of another resource, or of the account. */
export interface SeparatePolicy extends InlinePolicy {
  /** The attribute that names the resource. @default none: the policy is one of the account */
  readonly target?: string;
  /** The types that may be named. */
  readonly of: readonly string[];
  /** Attributes by which the named resource may be called. @default id and arn */
  readonly identifiers?: readonly string[];
}

/**
 * Types with an attribute of their own. Source: the schema of the AWS provider 5.100; `aws_s3_bucket.policy` and
 * `aws_elasticsearch_domain.access_policies` are older than the separate resources and still accepted.
 */
export const INLINE_POLICIES: readonly InlinePolicy[] = [
  { type: 'aws_api_gateway_rest_api', attribute: 'policy' },
  { type: 'aws_ecr_repository_creation_template', attribute: 'repository_policy' },
  { type: 'aws_elasticsearch_domain', attribute: 'access_policies' },
  { type: 'aws_glacier_vault', attribute: 'access_policy' },
  { type: 'aws_kms_external_key', attribute: 'policy' },
  { type: 'aws_kms_key', attribute: 'policy' },
  { type: 'aws_kms_replica_external_key', attribute: 'policy' },
  { type: 'aws_kms_replica_key', attribute: 'policy' },
  { type: 'aws_opensearch_domain', attribute: 'access_policies' },
  { type: 'aws_s3_access_point', attribute: 'policy' },
  { type: 'aws_s3_bucket', attribute: 'policy' },
  { type: 'aws_secretsmanager_secret', attribute: 'policy' },
  { type: 'aws_sns_topic', attribute: 'policy' },
  { type: 'aws_sqs_queue', attribute: 'policy' },
  { type: 'aws_vpc_endpoint', attribute: 'policy' },
];

const KEYS = ['aws_kms_key', 'aws_kms_external_key', 'aws_kms_replica_key', 'aws_kms_replica_external_key'];

/** Types that exist to set a policy. Source: the schema of the AWS provider 5.100. */
export const SEPARATE_POLICIES: readonly SeparatePolicy[] = [
  policy('aws_acmpca_policy', 'resource_arn', ['aws_acmpca_certificate_authority']),
  policy('aws_api_gateway_rest_api_policy', 'rest_api_id', ['aws_api_gateway_rest_api']),
  policy('aws_backup_vault_policy', 'backup_vault_name', ['aws_backup_vault'], ['name', 'id']),
  policy('aws_cloudwatch_event_bus_policy', 'event_bus_name', ['aws_cloudwatch_event_bus'], ['name', 'arn']),
  policy(
    'aws_cloudwatch_log_delivery_destination_policy',
    'delivery_destination_name',
    ['aws_cloudwatch_log_delivery_destination'],
    ['name'],
    'delivery_destination_policy',
  ),
  policy(
    'aws_cloudwatch_log_destination_policy',
    'destination_name',
    ['aws_cloudwatch_log_destination'],
    ['name', 'id'],
    'access_policy',
  ),
  { type: 'aws_cloudwatch_log_resource_policy', attribute: 'policy_document', of: [] },
  policy(
    'aws_codeartifact_domain_permissions_policy',
    'domain',
    ['aws_codeartifact_domain'],
    ['domain'],
    'policy_document',
  ),
  policy(
    'aws_codeartifact_repository_permissions_policy',
    'repository',
    ['aws_codeartifact_repository'],
    ['repository'],
    'policy_document',
  ),
  policy('aws_codebuild_resource_policy', 'resource_arn', [
    'aws_codebuild_project',
    'aws_codebuild_report_group',
  ]),
  policy('aws_dynamodb_resource_policy', 'resource_arn', [
    'aws_dynamodb_table',
    'aws_dynamodb_table_replica',
  ]),
  { type: 'aws_ecr_registry_policy', attribute: 'policy', of: [] },
  policy('aws_ecr_repository_policy', 'repository', ['aws_ecr_repository'], ['name', 'id']),
  policy('aws_efs_file_system_policy', 'file_system_id', ['aws_efs_file_system']),
  policy(
    'aws_elasticsearch_domain_policy',
    'domain_name',
    ['aws_elasticsearch_domain'],
    ['domain_name'],
    'access_policies',
  ),
  { type: 'aws_glue_resource_policy', attribute: 'policy', of: [] },
  policy('aws_kinesis_resource_policy', 'resource_arn', [
    'aws_kinesis_stream',
    'aws_kinesis_stream_consumer',
  ]),
  policy('aws_kms_key_policy', 'key_id', KEYS, ['id', 'key_id', 'arn']),
  policy('aws_media_store_container_policy', 'container_name', ['aws_media_store_container'], ['name', 'id']),
  policy('aws_msk_cluster_policy', 'cluster_arn', ['aws_msk_cluster', 'aws_msk_serverless_cluster']),
  policy('aws_networkfirewall_resource_policy', 'resource_arn', [
    'aws_networkfirewall_firewall_policy',
    'aws_networkfirewall_rule_group',
  ]),
  policy('aws_oam_sink_policy', 'sink_identifier', ['aws_oam_sink']),
  policy(
    'aws_opensearch_domain_policy',
    'domain_name',
    ['aws_opensearch_domain'],
    ['domain_name'],
    'access_policies',
  ),
  policy('aws_redshift_resource_policy', 'resource_arn', ['aws_redshift_cluster']),
  policy('aws_redshiftserverless_resource_policy', 'resource_arn', ['aws_redshiftserverless_namespace']),
  policy('aws_s3_bucket_policy', 'bucket', ['aws_s3_bucket'], ['id', 'bucket', 'arn']),
  policy('aws_s3control_access_point_policy', 'access_point_arn', ['aws_s3_access_point']),
  policy('aws_s3control_bucket_policy', 'bucket', ['aws_s3control_bucket']),
  policy(
    'aws_s3tables_table_bucket_policy',
    'table_bucket_arn',
    ['aws_s3tables_table_bucket'],
    ['arn'],
    'resource_policy',
  ),
  policy(
    'aws_sagemaker_model_package_group_policy',
    'model_package_group_name',
    ['aws_sagemaker_model_package_group'],
    ['model_package_group_name', 'id'],
    'resource_policy',
  ),
  policy('aws_schemas_registry_policy', 'registry_name', ['aws_schemas_registry'], ['name', 'id']),
  policy('aws_secretsmanager_secret_policy', 'secret_arn', ['aws_secretsmanager_secret']),
  policy(
    'aws_ses_identity_policy',
    'identity',
    ['aws_ses_domain_identity', 'aws_ses_email_identity'],
    ['arn', 'domain', 'email'],
  ),
  policy(
    'aws_sesv2_email_identity_policy',
    'email_identity',
    ['aws_sesv2_email_identity'],
    ['email_identity', 'arn'],
  ),
  policy('aws_sns_topic_policy', 'arn', ['aws_sns_topic']),
  policy('aws_sqs_queue_policy', 'queue_url', ['aws_sqs_queue'], ['id', 'url']),
  policy('aws_vpc_endpoint_policy', 'vpc_endpoint_id', ['aws_vpc_endpoint']),
  policy('aws_vpclattice_auth_policy', 'resource_identifier', [
    'aws_vpclattice_service',
    'aws_vpclattice_service_network',
  ]),
  policy('aws_vpclattice_resource_policy', 'resource_arn', [
    'aws_vpclattice_service',
    'aws_vpclattice_service_network',
  ]),
  { type: 'aws_xray_resource_policy', attribute: 'policy_document', of: [] },
];

function policy(
  type: string,
  target: string,
  of: readonly string[],
  identifiers: readonly string[] = ['id', 'arn'],
  attribute = 'policy',
): SeparatePolicy {
  return { type, attribute, target, of, identifiers };
}

/** Every type that may hold a document of one of the two tables. */
export const POLICY_HOLDERS: readonly string[] = [...INLINE_POLICIES, ...SEPARATE_POLICIES].map(
  ({ type }) => type,
);
