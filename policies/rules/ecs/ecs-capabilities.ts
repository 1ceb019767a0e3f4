import { isUnknown } from '../../graph/value';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { eachContainer, itemsOf, memberOf } from './support/containers';

export const rule: Rule = {
  id: 'ecs-capabilities',
  severity: 'high',
  summary: 'No container has a capability of the kernel that takes over the host.',
  rationale: '`SYS_ADMIN` and its like are as good as `privileged`.',
  remediation: 'Remove it from `linuxParameters.capabilities.add`.',
  types: ['aws_ecs_task_definition'],
  check: (resource) =>
    eachContainer(resource, (container) => {
      const added = itemsOf(memberOf(memberOf(container.get('linuxParameters'), 'capabilities'), 'add'));
      const open = added.find((one) => isUnknown(one));
      const strong = added.map(String).filter((one) => STRONG.includes(one.replace(/^CAP_/, '')));
      if (strong.length > 0)
        return fail(`${container.title} has ${strong.join(', ')}`, 'container_definitions');
      return isUnknown(open)
        ? unknown(`the capabilities of ${container.title}`, open, 'container_definitions')
        : pass();
    }),
};

/** Capabilities with which a container gets out to its host, from capabilities(7). */
const STRONG: readonly string[] = [
  'ALL',
  'SYS_ADMIN',
  'SYS_MODULE',
  'SYS_PTRACE',
  'SYS_RAWIO',
  'SYS_BOOT',
  'DAC_READ_SEARCH',
  'NET_ADMIN',
  'BPF',
];
