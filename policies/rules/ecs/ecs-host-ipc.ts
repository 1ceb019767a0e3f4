import { written } from '../attribute';
import { judge } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'ecs-host-ipc',
  severity: 'medium',
  summary: 'A task does not share the memory segments of its host.',
  rationale: 'It can read what other containers put there.',
  remediation: 'Remove `ipc_mode = "host"`.',
  types: ['aws_ecs_task_definition'],
  check: (resource) =>
    judge(
      written(resource, 'ipc_mode') ?? 'task',
      'ipc_mode',
      (value) => (value === 'host' ? 'the task shares the memory segments of its host' : undefined),
      'ipc_mode',
    ),
};
