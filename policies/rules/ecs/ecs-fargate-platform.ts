import { mustBeOneOf } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'ecs-fargate-platform',
  severity: 'low',
  summary: 'A Fargate service runs on the latest platform.',
  rationale: 'The platform is the kernel and the runtime of the containers: an older version gets no fixes.',
  remediation: 'Remove `platform_version`, or set it to `LATEST`.',
  references: ['CKV_AWS_332'],
  types: ['aws_ecs_service'],
  check: (resource) =>
    resource.get('launch_type') === 'FARGATE'
      ? mustBeOneOf(resource, 'platform_version', ['LATEST'], { absent: 'LATEST' })
      : [],
};
