import { written } from '../attribute';
import { judge } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'ecs-exec-log',
  severity: 'medium',
  summary: 'What is typed into a container is logged.',
  rationale:
    '`ecs execute-command` opens a shell in production: without a log nobody knows what was done there.',
  remediation: 'Set `logging = "OVERRIDE"` with a log configuration, or remove `logging = "NONE"`.',
  references: ['CKV_AWS_223'],
  types: ['aws_ecs_cluster'],
  check: (resource) => {
    const path = 'configuration[0].execute_command_configuration[0].logging';
    return judge(
      written(resource, path) ?? 'DEFAULT',
      path,
      (value) => (value === 'NONE' ? 'the commands are not logged' : undefined),
      path,
    );
  },
};
