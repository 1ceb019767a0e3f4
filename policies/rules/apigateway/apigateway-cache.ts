import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'apigateway-cache',
  severity: 'low',
  summary: 'A stage keeps answers in a cache.',
  rationale:
    'Answers that may be some seconds old need not be computed again: the back end sees fewer requests, also in a ' +
    'flood. The cluster is paid by the hour, so this is a question to be answered and not a must.',
  remediation:
    'Set `cache_cluster_enabled = true` and `cache_cluster_size`, or waive it for an API that only writes.',
  references: ['CKV_AWS_120'],
  types: ['aws_api_gateway_stage'],
  check: (stage) => mustBeTrue(stage, 'cache_cluster_enabled', { message: 'the stage has no cache' }),
};
