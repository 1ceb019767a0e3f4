import { isUnknown, toText } from '../../graph/value';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { isSensitiveName, plainSecret } from '../secret-text';
import { eachContainer, itemsOf, memberOf } from './support/containers';

export const rule: Rule = {
  id: 'ecs-secret-in-environment',
  severity: 'high',
  summary: 'No secret stands in the environment of a container.',
  rationale: 'Whoever may describe the task definition reads it, and each revision is kept for ever.',
  remediation: 'Put it into Secrets Manager or a `SecureString` and name it in `secrets`.',
  references: ['AVD-AWS-0036'],
  types: ['aws_ecs_task_definition'],
  check: (resource) =>
    eachContainer(resource, (container) => {
      const variables = itemsOf(container.get('environment'));
      const found = variables.flatMap((variable) => {
        const name = String(toText(memberOf(variable, 'name')) ?? '');
        const what = plainSecret(memberOf(variable, 'value'), isSensitiveName(name));
        return what === undefined ? [] : [`${name} of ${container.title} is ${what}, in the clear`];
      });
      if (found.length > 0) return found.map((message) => fail(message, 'container_definitions'));
      const open = variables.find((one) => isUnknown(one));
      return isUnknown(open)
        ? unknown(`the environment of ${container.title}`, open, 'container_definitions')
        : pass();
    }),
};
