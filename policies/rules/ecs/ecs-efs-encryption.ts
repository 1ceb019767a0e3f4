import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'ecs-efs-encryption',
  severity: 'high',
  summary: 'A file system is encrypted.',
  rationale: 'It cannot be switched on later: the files have to be copied.',
  remediation: 'Set `encrypted = true`.',
  references: ['CKV_AWS_42', 'AVD-AWS-0037', 'AwsSolutions-EFS1'],
  types: ['aws_efs_file_system'],
  check: (resource) => mustBeTrue(resource, 'encrypted'),
};
