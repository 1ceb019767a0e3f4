import { shown } from '../attribute';
import { judge } from '../outcome';
import type { Rule } from '../rule';
import { eachContainer } from './support/containers';

export const rule: Rule = {
  id: 'ecs-user',
  severity: 'medium',
  summary: 'No container is told to run as root.',
  rationale: 'As root, one fault of the kernel or the runtime is enough to have the host.',
  remediation: 'Set `user` to a number other than 0.',
  types: ['aws_ecs_task_definition'],
  check: (resource) =>
    eachContainer(resource, (container) => {
      return judge(
        container.get('user') ?? '1000',
        `user of ${container.title}`,
        (value) =>
          /^(root|0)(:.*)?$/.test(String(value)) ? `${container.title} runs as ${shown(value)}` : undefined,
        'container_definitions',
      );
    }),
};
