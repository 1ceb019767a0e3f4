import { fail, pass } from '../outcome';
import type { Rule } from '../rule';
import { eachContainer, itemsOf } from './support/containers';

export const rule: Rule = {
  id: 'ecs-environment',
  severity: 'low',
  summary: 'A container has no environment in its definition.',
  rationale:
    'Whoever may describe the task definition reads it, each revision is kept, and what is a secret ' +
    'tomorrow stands there today.',
  remediation: 'Use `secrets` with `valueFrom`, or `environmentFiles`.',
  references: ['AwsSolutions-ECS2'],
  types: ['aws_ecs_task_definition'],
  check: (resource) =>
    eachContainer(resource, (container) => {
      const environment = itemsOf(container.get('environment'));
      return environment.length > 0
        ? fail(
            `${container.title} has ${environment.length} variables in its definition`,
            'container_definitions',
          )
        : pass();
    }),
};
