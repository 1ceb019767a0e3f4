import { written } from '../attribute';
import { judge } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-serverless-v1',
  severity: 'medium',
  summary: 'No cluster is of the first version of Aurora Serverless.',
  rationale: 'AWS ended it on 2025-03-31: such a cluster cannot be created any more.',
  remediation:
    'Remove `engine_mode = "serverless"`; use `serverlessv2_scaling_configuration` and instances of class ' +
    '`db.serverless`.',
  types: ['aws_rds_cluster'],
  check: (resource) =>
    judge(
      written(resource, 'engine_mode') ?? 'provisioned',
      'engine_mode',
      (value) => (value === 'serverless' ? 'engine_mode is "serverless", which AWS has ended' : undefined),
      'engine_mode',
    ),
};
