import { written } from '../attribute';
import { judge } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'ecs-host-network',
  severity: 'medium',
  summary: 'A task does not share the network of its host.',
  rationale:
    "It then reaches the metadata of the host, with the host's role, and listens on its addresses past " +
    'the security group of the task.',
  remediation: 'Set `network_mode = "awsvpc"`.',
  types: ['aws_ecs_task_definition'],
  check: (resource) =>
    judge(
      written(resource, 'network_mode') ?? 'bridge',
      'network_mode',
      (value) => (value === 'host' ? 'the task shares the network of its host' : undefined),
      'network_mode',
    ),
};
