import { written } from '../attribute';
import { judge } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'codebuild-public',
  severity: 'critical',
  summary: 'The builds of a project are not public.',
  rationale: 'Everybody reads the logs and the artifacts of its builds, and what they print.',
  remediation: 'Remove `project_visibility = "PUBLIC_READ"`.',
  types: ['aws_codebuild_project'],
  check: (resource) =>
    judge(
      written(resource, 'project_visibility') ?? 'PRIVATE',
      'project_visibility',
      (value) => (value === 'PUBLIC_READ' ? 'everybody may read the builds' : undefined),
      'project_visibility',
    ),
};
