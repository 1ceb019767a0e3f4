import { rule } from '../../../../policies/rules/exposure/exposure-service-public';
import { testPublic } from './public-table';

testPublic(rule, {
  holder: (policy) => `resource "aws_backup_vault_policy" "x" {
    backup_vault_name = "v"
    policy = ${policy}
  }`,
  action: 'backup:CopyIntoBackupVault',
  silent: { 'no policy': 'resource "aws_backup_vault_policy" "x" {}' },
});
