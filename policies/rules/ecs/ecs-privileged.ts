import { toBoolean } from '../../graph/value';
import { judge } from '../outcome';
import type { Rule } from '../rule';
import { eachContainer } from './support/containers';

export const rule: Rule = {
  id: 'ecs-privileged',
  severity: 'high',
  summary: 'No container is privileged.',
  rationale:
    'A privileged container is root on its host: what breaks into it has the host, and every other ' +
    'container there.',
  remediation: 'Remove `privileged`; add the one capability that is needed.',
  references: ['CKV_AWS_334'],
  types: ['aws_ecs_task_definition'],
  check: (resource) =>
    eachContainer(resource, (container) => {
      const value = container.get('privileged') ?? container.get('privilege');
      return judge(
        value,
        `privileged of ${container.title}`,
        (known) => (toBoolean(known) === true ? `${container.title} is privileged` : undefined),
        'container_definitions',
      );
    }),
};
