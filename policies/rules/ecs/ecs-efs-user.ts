import { mustBeSet } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'ecs-efs-user',
  severity: 'low',
  summary: 'An access point says as which user its files are used.',
  rationale: 'Without it the client says who it is: root, if it wants to.',
  remediation: 'Set `posix_user { uid = 1000, gid = 1000 }`.',
  references: ['CKV_AWS_330'],
  types: ['aws_efs_access_point'],
  check: (resource) => mustBeSet(resource, 'posix_user[0].gid'),
};
