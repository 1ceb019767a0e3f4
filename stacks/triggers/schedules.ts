import { Schedule } from '../../modules/messaging/schedule';
import { ScheduleGroup } from '../../modules/messaging/schedule-group';
import type { Surroundings } from '../deployment/surroundings';
import type { SystemStack } from '../system-stack';
import type { Triggered } from './triggered';

/** A call that comes this late is followed by the next one of the schedule. */
const LATE_SECONDS = 600;

/** Calls functions by the clock. */
export function callOnSchedule(
  stack: SystemStack,
  scheduled: readonly Triggered<'schedule'>[],
  { failures }: Surroundings,
): void {
  if (scheduled.length === 0) return;
  const { location, prefix } = stack;
  const group = new ScheduleGroup(stack, 'schedules', { name: prefix, location });
  for (const { contract, trigger, function: called } of scheduled) {
    new Schedule(stack, `schedule-${contract.name}`, {
      name: contract.name,
      roleName: `${stack.functionName(contract.name)}-schedule`,
      location,
      group,
      expression: trigger.expression,
      description: contract.summary,
      function: called,
      deadLetters: failures,
      maximumEventAgeSeconds: LATE_SECONDS,
    });
  }
}
