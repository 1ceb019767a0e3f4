import { written } from '../attribute';
import { fail, judge, pass } from '../outcome';
import type { Rule } from '../rule';
import { eachContainer } from './support/containers';

export const rule: Rule = {
  id: 'ecs-host-pid',
  severity: 'high',
  summary: 'A task does not see the processes of its host.',
  rationale: 'It can read the memory and the environment of every other container on the host.',
  remediation: 'Remove `pid_mode = "host"`.',
  references: ['CKV_AWS_335'],
  types: ['aws_ecs_task_definition'],
  check: (resource) => {
    const task = judge(
      written(resource, 'pid_mode') ?? 'task',
      'pid_mode',
      (value) => (value === 'host' ? 'the task shares the processes of its host' : undefined),
      'pid_mode',
    );
    const containers = eachContainer(resource, (container) =>
      container.get('pidMode') === 'host'
        ? fail(`${container.title} shares the processes of its host`, 'container_definitions')
        : pass(),
    );
    return [task, ...containers.filter(({ status }) => status === 'fail')];
  },
};
