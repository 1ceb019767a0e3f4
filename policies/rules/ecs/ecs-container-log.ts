import { judge } from '../outcome';
import type { Rule } from '../rule';
import { eachContainer, memberOf } from './support/containers';

export const rule: Rule = {
  id: 'ecs-container-log',
  severity: 'medium',
  summary: 'A container sends what it prints somewhere.',
  rationale: 'On Fargate what a container prints is gone with it: nobody knows why it stopped.',
  remediation: 'Set `logConfiguration` with a `logDriver`.',
  references: ['AwsSolutions-ECS7'],
  types: ['aws_ecs_task_definition'],
  check: (resource) =>
    eachContainer(resource, (container) => {
      return judge(
        memberOf(container.get('logConfiguration'), 'logDriver'),
        `the log of ${container.title}`,
        (value) =>
          value === undefined || value === 'none' ? `${container.title} has no log driver` : undefined,
        'container_definitions',
      );
    }),
};
