import { toBoolean } from '../../graph/value';
import { judge } from '../outcome';
import type { Rule } from '../rule';
import { eachContainer } from './support/containers';

export const rule: Rule = {
  id: 'ecs-read-only-root',
  severity: 'low',
  summary: 'A container cannot change its own files.',
  rationale: 'What breaks in cannot put its tools down or replace the program.',
  remediation: 'Set `readonlyRootFilesystem = true`, and mount a volume where the program writes.',
  references: ['CKV_AWS_336'],
  types: ['aws_ecs_task_definition'],
  check: (resource) =>
    eachContainer(resource, (container) => {
      return judge(
        container.get('readonlyRootFilesystem'),
        `readonlyRootFilesystem of ${container.title}`,
        (value) => (toBoolean(value) === true ? undefined : `${container.title} can write to its root`),
        'container_definitions',
      );
    }),
};
