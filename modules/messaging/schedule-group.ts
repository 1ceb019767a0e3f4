import { SchedulerScheduleGroup } from '@cdktf/provider-aws/lib/scheduler-schedule-group';
import { Construct } from 'constructs';
import { Problems } from '../core/errors';
import { type AwsLocation, regionalArn } from '../identity/aws-location';

export interface ScheduleGroupProps {
  /** 1 to 64 letters, digits and `. - _`. */
  readonly name: string;
  readonly location: AwsLocation;
}

/** Schedules that belong together. Their roles trust EventBridge Scheduler for the group, the closest that AWS offers. */
export interface IScheduleGroup {
  readonly groupName: string;
  /** A plain string where the name is: policies that hold it do not wait for the group. */
  readonly groupArn: string;
}

/**
 * A group of schedules: one for each system, so that no role of one system can be taken for a schedule of another, and
 * the metrics of Scheduler (which go by group) speak of one system.
 *
 * @throws InvalidInputError for a name that AWS would refuse
 */
export class ScheduleGroup extends Construct implements IScheduleGroup {
  /** A group of another stack, or `default`, the one that every account has. Creates nothing. */
  static fromName(location: AwsLocation, groupName: string): IScheduleGroup {
    return { groupName, groupArn: ScheduleGroup.arnOf(location, groupName) };
  }

  /** The ARN that a group of the name has. */
  static arnOf(location: AwsLocation, groupName: string): string {
    return regionalArn(location, 'scheduler', `schedule-group/${groupName}`);
  }

  /** A reference: schedules are made after the group. */
  readonly groupName: string;
  readonly groupArn: string;

  constructor(scope: Construct, id: string, { name, location }: ScheduleGroupProps) {
    super(scope, id);
    const problems = new Problems();
    problems.check(/^[A-Za-z0-9._-]{1,64}$/.test(name) && name !== 'default', {
      code: 'schedule-group-name',
      property: 'name',
      received: name,
      allowed: '1 to 64 letters, digits and . - _, not "default"',
      fix: 'Use the prefix of the environment; for the group that every account has, ScheduleGroup.fromName.',
    });
    problems.throwIfAny(this.node.path);
    const group = new SchedulerScheduleGroup(this, 'group', { name, tags: { Name: name } });
    this.groupName = group.name;
    this.groupArn = ScheduleGroup.arnOf(location, name);
  }
}
