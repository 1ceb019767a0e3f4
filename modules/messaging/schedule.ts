import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import { Construct } from 'constructs';
import type { IFunction } from '../compute/invocation';
import type { Statement } from '../core/capability';
import { Problems } from '../core/errors';
import { type Json, jsonWithReferences } from '../core/json-with-references';
import { pascalCase } from '../core/naming';
import { type AwsLocation, regionalArn } from '../identity/aws-location';
import type { PolicyStatement } from '../identity/policy-document';
import { SCHEDULE_DECRYPTION_ACTIONS, SCHEDULE_KEY_ACTIONS } from './actions';
import type { IQueue } from './queue';
import { checkSchedule } from './schedule-checks';
import type { IScheduleGroup } from './schedule-group';
import { ServiceRole } from './service-role';

export interface ScheduleProps {
  /** 1 to 64 letters, digits and `. - _`. */
  readonly name: string;
  readonly location: AwsLocation;
  readonly group: IScheduleGroup;
  /** `rate(5 minutes)` or `cron(0 2 * * ? *)`. */
  readonly expression: string;
  /** The function, which is called asynchronously, through its alias. */
  readonly function: IFunction;
  /**
   * Takes what Scheduler could not hand to Lambda. What the function then throws is the business of its own `onFailure`.
   * Scheduler sends with the schedule's role: the queue needs to admit nobody.
   */
  readonly deadLetters: IQueue;
  /** What it is for. @default 'Calls a function by <expression>' */
  readonly description?: string;
  /** A name of the IANA time zone database; daylight saving is followed. @default 'UTC' */
  readonly timeZone?: string;
  /** Lets Scheduler choose a moment within so many minutes, 1 to 1,440. @default the moment itself */
  readonly flexibleWindowMinutes?: number;
  /** What the function gets. @default the event of Scheduler, with its time */
  readonly input?: { readonly [name: string]: Json };
  /** For how long a call is tried, 60 to 86,400. @default 86400 (a day) */
  readonly maximumEventAgeSeconds?: number;
  /** How often a call is tried again, 0 to 185. @default 185 */
  readonly retryAttempts?: number;
  /**
   * The customer key of the input; Scheduler encrypts nothing else with it. Its policy must hold
   * `Schedule.keyStatements`.
   *
   * @default an AWS-owned key
   */
  readonly kmsKeyArn?: string;
  /** @default true */
  readonly enabled?: boolean;
  /** Of the role, at most 64 characters. @default the name of the schedule */
  readonly roleName?: string;
  /** Bounds the role. @default no boundary */
  readonly permissionsBoundaryArn?: string;
}

/**
 * A schedule of EventBridge Scheduler that calls a function.
 *
 * It has a role of its own, with `lambda:InvokeFunction` on just the alias. The trust is limited to the schedule's group:
 * AWS documents that `aws:SourceArn` has to be the group, and not the schedule ("Confused deputy prevention in EventBridge
 * Scheduler").
 *
 * @throws InvalidInputError with everything that is wrong with the props
 */
export class Schedule extends Construct {
  /** The ARN that a schedule of the name has. */
  static arnOf(location: AwsLocation, groupName: string, scheduleName: string): string {
    return regionalArn(location, 'scheduler', `schedule/${groupName}/${scheduleName}`);
  }

  /**
   * What the policy of the key must say for the schedules of a group: the principals of the account may use it for the
   * inputs of these, and IAM decides which principals. There is no `kms:ViaService` in it: Scheduler decrypts with the
   * schedule's role directly.
   */
  static keyStatements(location: AwsLocation, groupName: string): readonly PolicyStatement[] {
    const root = `arn:${location.partition}:iam::${location.accountId}:root`;
    return [
      {
        sid: `EncryptInputsOf${pascalCase(groupName)}`,
        actions: SCHEDULE_KEY_ACTIONS,
        resources: ['*'],
        principals: [{ type: 'AWS', identifiers: [root] }],
        conditions: [
          {
            test: 'ArnLike',
            variable: 'kms:EncryptionContext:aws:scheduler:schedule:arn',
            values: [Schedule.arnOf(location, groupName, '*')],
          },
        ],
      },
    ];
  }

  readonly scheduleArn: string;
  readonly scheduleName: string;

  constructor(scope: Construct, id: string, props: ScheduleProps) {
    super(scope, id);
    const { name, expression, group, timeZone = 'UTC', flexibleWindowMinutes, input } = props;
    const { description = `Calls a function by ${expression}`, enabled = true } = props;
    const problems = new Problems();
    checkSchedule(problems, { ...props, timeZone, description });
    problems.throwIfAny(this.node.path);
    const role = this.createRole(props);
    const schedule = new SchedulerSchedule(this, 'schedule', {
      name,
      description,
      groupName: group.groupName,
      scheduleExpression: expression,
      scheduleExpressionTimezone: timeZone,
      state: enabled ? 'ENABLED' : 'DISABLED',
      kmsKeyArn: props.kmsKeyArn,
      flexibleTimeWindow:
        flexibleWindowMinutes === undefined
          ? { mode: 'OFF' }
          : { mode: 'FLEXIBLE', maximumWindowInMinutes: flexibleWindowMinutes },
      target: {
        arn: props.function.aliasArn,
        roleArn: role.arn,
        input: input && jsonWithReferences(input),
        retryPolicy: {
          maximumEventAgeInSeconds: props.maximumEventAgeSeconds ?? 86_400,
          maximumRetryAttempts: props.retryAttempts ?? 185,
        },
        deadLetterConfig: { arn: props.deadLetters.queueArn },
      },
      dependsOn: [role.policy],
    });
    this.scheduleArn = schedule.arn;
    this.scheduleName = name;
  }

  private createRole(props: ScheduleProps): ServiceRole {
    const { name, location, group, roleName = name, deadLetters, permissionsBoundaryArn } = props;
    return new ServiceRole(this, 'role', {
      name: roleName,
      description: `EventBridge Scheduler calls a function for the schedule ${name}`,
      service: 'scheduler.amazonaws.com',
      sourceArn: group.groupArn,
      accountId: location.accountId,
      statements: [
        ...props.function.use('invoke').statements,
        ...deadLetters.asFailureDestination().statements,
        ...decryption(props),
      ],
      permissionsBoundaryArn,
    });
  }
}

function decryption({ kmsKeyArn, location, group, name }: ScheduleProps): readonly Statement[] {
  if (kmsKeyArn === undefined) return [];
  return [
    {
      sid: 'DecryptOwnInput',
      actions: SCHEDULE_DECRYPTION_ACTIONS,
      resources: [kmsKeyArn],
      conditions: [
        {
          test: 'ArnEquals',
          variable: 'kms:EncryptionContext:aws:scheduler:schedule:arn',
          values: [Schedule.arnOf(location, group.groupName, name)],
        },
      ],
    },
  ];
}
