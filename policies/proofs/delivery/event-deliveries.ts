import type { Resource } from '../../graph/resource';
import { roleOf } from '../../model/identity/execution-roles';
import type { RuleContext } from '../../rules/context';
import type { Asker, Delivery } from './ask';
import { deliveriesTo, type Sender } from './message-asks';

const EVENTS: Asker = { kind: 'service', service: 'events.amazonaws.com' };

/** Rules of EventBridge with their targets and dead letters, and schedules with theirs. */
export function eventDeliveries(context: RuleContext): readonly Delivery[] {
  const { graph } = context;
  return [
    ...graph.byType('aws_cloudwatch_event_target').flatMap((target) => ofTarget(context, target)),
    ...graph.byType('aws_scheduler_schedule').flatMap((schedule) => ofSchedule(context, schedule)),
  ];
}

/** Targets with a policy of their own are asked in EventBridge's name, the others with the role of the target. */
function ofTarget(context: RuleContext, target: Resource): readonly Delivery[] {
  const { graph } = context;
  const rule = ruleOf(context, target);
  if (!rule) return [];
  const { account } = graph.place(target);
  const inItsName: Sender = { by: EVENTS, sources: ruleNames(context, rule), account };
  const role = roleOf(context, target);
  const isRoleUnknown = target.get('role_arn') !== undefined && !role;
  return [
    ...deliveriesTo(context, isRoleUnknown ? undefined : target.get('arn'), {
      subject: target,
      path: 'arn',
      what: `${rule.address} sends what it matches to`,
      sender: role ? { ...inItsName, by: { kind: 'role', role } } : inItsName,
    }),
    ...deliveriesTo(context, target.get('dead_letter_config[0].arn'), {
      subject: target,
      path: 'dead_letter_config',
      what: `EventBridge sends what it cannot deliver for ${rule.address} to`,
      sender: inItsName,
    }),
  ];
}

/** With the schedule's role, its dead letters too (EventBridge Scheduler User Guide, "Configuring a dead-letter queue"). */
function ofSchedule(context: RuleContext, schedule: Resource): readonly Delivery[] {
  const role = roleOf(context, schedule);
  if (!role) return [];
  const sender: Sender = {
    by: { kind: 'role', role },
    sources: [],
    account: context.graph.place(schedule).account,
  };
  return (
    [
      ['target[0].arn', 'the schedule calls'],
      ['target[0].dead_letter_config[0].arn', 'the scheduler sends what it cannot deliver to'],
    ] as const
  ).flatMap(([path, what]) =>
    deliveriesTo(context, schedule.get(path), { subject: schedule, path, what, sender }),
  );
}

function ruleOf(context: RuleContext, target: Resource): Resource | undefined {
  const value = target.get('rule');
  const referred = context.graph.referred(value);
  if (referred?.type === 'aws_cloudwatch_event_rule') return referred;
  const name = context.graph.text(value);
  return name === undefined ? undefined : context.derive(rulesByName).get(name);
}

function rulesByName({ graph }: RuleContext): ReadonlyMap<string, Resource> {
  return new Map(
    graph.byType('aws_cloudwatch_event_rule').map((rule) => [graph.attribute(rule, 'name'), rule]),
  );
}

/** Its ARN by reference, and as AWS composes it: without the bus's name where that is `default`. */
function ruleNames({ graph }: RuleContext, rule: Resource): readonly string[] {
  const { partition, region, account } = graph.place(rule);
  const bus = graph.text(rule.get('event_bus_name')) ?? 'default';
  const name = bus.startsWith('arn:') ? (bus.split('/')[1] ?? bus) : bus;
  const prefix = name === 'default' ? '' : `${name}/`;
  return [
    graph.arn(rule),
    `arn:${partition}:events:${region}:${account}:rule/${prefix}${graph.attribute(rule, 'name')}`,
  ];
}
