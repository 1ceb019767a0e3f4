import { mustBeFalse } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'ecs-public-ip',
  severity: 'high',
  summary: 'The tasks of a service have no public address.',
  rationale: 'Each task is then on the internet, whatever stands before the service.',
  remediation: 'Remove `assign_public_ip = true`; use private subnets with endpoints or NAT.',
  references: ['CKV_AWS_333'],
  types: ['aws_ecs_service', 'aws_ecs_task_set'],
  check: (resource) =>
    mustBeFalse(resource, 'network_configuration[0].assign_public_ip', {
      message: 'each task gets a public address',
    }),
};
