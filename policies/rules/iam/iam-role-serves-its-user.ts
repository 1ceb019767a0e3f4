import { evaluate } from '../../iam/evaluate';
import { executionRoles } from '../../model/identity/execution-roles';
import { identities } from '../../model/identity/identities';
import { fail, type Outcome, pass } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'iam-role-serves-its-user',
  severity: 'low',
  summary: 'The service that acts with a role may assume it.',
  rationale:
    'A role that its service may not assume fails when it is first used; a trust policy that nobody misses is one that ' +
    'somebody will take away, or widen until it works.',
  remediation: 'Allow `sts:AssumeRole` to the service in the trust policy, under a condition on its source.',
  types: ['aws_iam_role'],
  check: (resource, context): readonly Outcome[] => {
    const role = context.derive(identities).of(resource);
    if (!role?.trust || role.trust.document.unknown) return [];
    const { policy } = role.trust;
    const uses = context
      .derive(executionRoles)
      .usersOf(role)
      .filter((use) => JUDGED.has(use.resource.type));
    return uses.map(({ resource: user, service }) => {
      // What the service says of itself is not known: a condition may hold. No statement for it is what fails.
      const { verdict } = evaluate(
        { principal: service, action: 'sts:AssumeRole', resource: role.arn, otherKeys: 'unknown' },
        { resource: policy },
      );
      return verdict === 'implicitly denied' || verdict === 'explicitly denied'
        ? fail(`${service} may not assume the role, with which ${user.address} acts`, 'assume_role_policy')
        : pass();
    });
  },
};

/** Resources of which one service alone assumes the role. */
const JUDGED: ReadonlySet<string> = new Set([
  'aws_lambda_function',
  'aws_sfn_state_machine',
  'aws_scheduler_schedule',
  'aws_pipes_pipe',
  'aws_cloudwatch_event_target',
  'aws_api_gateway_account',
  'aws_flow_log',
  'aws_rds_cluster_instance',
]);
