import { sameValue } from '../../graph/value';
import { written } from '../attribute';
import { fail, pass } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'ecs-separate-roles',
  severity: 'medium',
  summary: 'What starts a task and what runs in it have different roles.',
  rationale:
    'The execution role may pull images and read every secret of the task: the code should not have that.',
  remediation: 'Give `task_role_arn` a role of its own.',
  references: ['CKV_AWS_249'],
  types: ['aws_ecs_task_definition'],
  check: (resource, context) => {
    const [task, execution] = ['task_role_arn', 'execution_role_arn'].map((path) => written(resource, path));
    if (task === undefined || execution === undefined) return pass();
    const same = sameValue(task, execution);
    const text = context.graph.text(task);
    if (same === true || (text !== undefined && text === context.graph.text(execution))) {
      return fail('the task and what starts it have one role', 'task_role_arn');
    }
    return pass();
  },
};
