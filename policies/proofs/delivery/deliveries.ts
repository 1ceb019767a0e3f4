import { executionRoles } from '../../model/identity/execution-roles';
import type { Identity } from '../../model/identity/principal';
import type { RuleContext } from '../../rules/context';
import type { Delivery } from './ask';
import { callDeliveries } from './call-deliveries';
import { encryptedResources } from './encrypted-resources';
import { eventDeliveries } from './event-deliveries';
import { logDeliveries } from './log-deliveries';
import { topicDeliveries } from './topic-deliveries';
import { workflowDeliveries } from './workflow-deliveries';

export interface Deliveries {
  readonly all: readonly Delivery[];
  /** Roles of services of which every use is among the deliveries: what they may do besides is needed by nothing. */
  readonly roles: ReadonlySet<Identity>;
}

/** Types whose use of a role these modules know wholly. */
const KNOWN = new Set([
  'aws_api_gateway_account',
  'aws_cloudwatch_event_target',
  'aws_db_instance',
  'aws_flow_log',
  'aws_rds_cluster_instance',
  'aws_scheduler_schedule',
  'aws_sfn_state_machine',
]);

/** Everything that the configuration makes services do: `context.derive(deliveries)`. Linear. */
export function deliveries(context: RuleContext): Deliveries {
  const all: Delivery[] = [
    ...eventDeliveries(context),
    ...topicDeliveries(context),
    ...logDeliveries(context),
    ...encryptedResources(context),
    ...callDeliveries(context),
  ];
  const open = new Set<Identity>();
  const roles = context.derive(executionRoles);
  for (const machine of context.graph.byType('aws_sfn_state_machine')) {
    const found = workflowDeliveries(context, machine);
    all.push(...found.deliveries);
    if (found.isOpen) for (const { role } of roles.of(machine)) if (role) open.add(role);
  }
  const asked = new Set<Identity>();
  for (const { asks } of all) for (const { by } of asks) if (by.kind === 'role') asked.add(by.role);
  const whole = [...asked].filter(
    (role) => !open.has(role) && roles.usersOf(role).every(({ resource }) => KNOWN.has(resource.type)),
  );
  return { all, roles: new Set(whole) };
}
