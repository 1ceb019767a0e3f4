import { written } from '../attribute';
import { judge } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'ecs-efs-root-directory',
  severity: 'low',
  summary: 'An access point shows a part of the file system.',
  rationale: 'An access point at the root shows every function and task the files of all others.',
  remediation: 'Set `root_directory { path = "/app" }`.',
  references: ['CKV_AWS_329'],
  types: ['aws_efs_access_point'],
  check: (resource) =>
    judge(
      written(resource, 'root_directory[0].path') ?? '/',
      'root_directory[0].path',
      (value) => (value === '/' ? 'the access point shows the whole file system' : undefined),
      'root_directory',
    ),
};
