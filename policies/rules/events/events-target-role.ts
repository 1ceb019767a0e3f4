import { isUnknown } from '../../graph/value';
import { isSurelySet, written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

/** EventBridge calls these with a role; functions, queues, topics and log groups let it in by their own policy. */
const WITH_ROLE =
  /^arn:[^:]*:(states|kinesis|firehose|ecs|events|batch|ssm|codepipeline|codebuild|redshift|redshift-data|sagemaker|execute-api|appsync|inspector):/;

export const rule: Rule = {
  id: 'events-target-role',
  severity: 'medium',
  summary: 'A target that EventBridge calls with a role has one.',
  rationale: 'Without it no event arrives: the failed calls are seen in a metric only.',
  remediation: 'Set `role_arn` to a role that may do just this.',
  types: ['aws_cloudwatch_event_target'],
  check: (target, context): Outcome | readonly Outcome[] => {
    if (!WITH_ROLE.test(context.graph.text(written(target, 'arn')) ?? '')) return [];
    const role = written(target, 'role_arn');
    if (isUnknown(role)) return isSurelySet(role) ? pass() : unknown('role_arn', role, 'role_arn');
    return role ? pass() : fail('the target needs a role and has none', 'role_arn');
  },
};
