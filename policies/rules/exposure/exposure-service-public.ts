import type { Rule } from '../rule';
import { publicOutcomes } from './support/public';

export const rule: Rule = {
  id: 'exposure-service-public',
  severity: 'critical',
  summary: 'No other resource policy lets in everyone.',
  rationale:
    'File systems, backups, packages, streams, clusters and mail identities have policies of their own, and each can give the resource to any account.',
  remediation:
    'Name the principals, or add a condition on `aws:PrincipalOrgID`, `aws:SourceVpce` or, for a file system, `elasticfilesystem:AccessedViaMountTarget`.',
  types: [
    'aws_acmpca_policy',
    'aws_backup_vault_policy',
    'aws_codeartifact_domain_permissions_policy',
    'aws_codeartifact_repository_permissions_policy',
    'aws_codebuild_resource_policy',
    'aws_efs_file_system_policy',
    'aws_glue_resource_policy',
    'aws_kinesis_resource_policy',
    'aws_media_store_container_policy',
    'aws_msk_cluster_policy',
    'aws_networkfirewall_resource_policy',
    'aws_redshift_resource_policy',
    'aws_redshiftserverless_resource_policy',
    'aws_s3tables_table_bucket_policy',
    'aws_sagemaker_model_package_group_policy',
    'aws_ses_identity_policy',
    'aws_sesv2_email_identity_policy',
    'aws_vpclattice_auth_policy',
    'aws_vpclattice_resource_policy',
  ],
  check: (resource, context) => publicOutcomes(resource, context, 'the resource'),
};
