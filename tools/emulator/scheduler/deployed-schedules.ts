import { type SigningKey, sendSigned } from '../gateway/signed-request';

/** A schedule as it is deployed. */
export interface DeployedSchedule {
  readonly arn: string;
  readonly name: string;
  readonly groupName: string;
  readonly isEnabled: boolean;
  readonly expression: string;
  readonly timezone: string;
  readonly createdMs: number;
  readonly startMs?: number;
  readonly endMs?: number;
  readonly target: ScheduleTarget;
}

export interface ScheduleTarget {
  readonly arn: string;
  /** With which Scheduler calls it; AWS demands one. */
  readonly roleArn?: string;
  readonly input: string | undefined;
  readonly deadLetterArn: string | undefined;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
}

interface ScheduleAnswer {
  readonly Arn: string;
  readonly Name: string;
  readonly GroupName: string;
  readonly State?: string;
  readonly ScheduleExpression: string;
  readonly ScheduleExpressionTimezone?: string | null;
  readonly StartDate?: number | null;
  readonly EndDate?: number | null;
  readonly CreationDate?: number;
  readonly Target: {
    readonly Arn: string;
    readonly RoleArn?: string;
    readonly Input?: string;
    readonly DeadLetterConfig?: { readonly Arn?: string };
    readonly RetryPolicy?: {
      readonly MaximumRetryAttempts?: number;
      readonly MaximumEventAgeInSeconds?: number;
    };
  };
}

export interface DeployedSchedulesOptions {
  /** Where EventBridge Scheduler's control plane answers: moto. */
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: SigningKey;
}

/** All schedules of the region. */
export async function readSchedules(options: DeployedSchedulesOptions): Promise<DeployedSchedule[]> {
  const listed: ScheduleAnswer[] = [];
  let token: string | undefined;
  do {
    const query: string = token === undefined ? '' : `?NextToken=${encodeURIComponent(token)}`;
    const page = await get(options, `/schedules${query}`);
    listed.push(...((page['Schedules'] ?? []) as ScheduleAnswer[]));
    token = (page['NextToken'] as string | null | undefined) ?? undefined;
  } while (token !== undefined);
  return Promise.all(
    listed.map(async ({ Name, GroupName }) => {
      const path = `/schedules/${encodeURIComponent(Name)}?groupName=${encodeURIComponent(GroupName)}`;
      return describe((await get(options, path)) as unknown as ScheduleAnswer);
    }),
  );
}

async function get(options: DeployedSchedulesOptions, path: string): Promise<Record<string, unknown>> {
  const answer = await sendSigned({ ...options, service: 'scheduler', method: 'GET', path });
  if (answer.status !== 200)
    throw new Error(`Scheduler answered ${answer.status} for ${path}: ${answer.body}`);
  return JSON.parse(answer.body) as Record<string, unknown>;
}

function describe(answer: ScheduleAnswer): DeployedSchedule {
  const { Target: target, StartDate, EndDate } = answer;
  return {
    arn: answer.Arn,
    name: answer.Name,
    groupName: answer.GroupName,
    isEnabled: answer.State !== 'DISABLED',
    expression: answer.ScheduleExpression,
    timezone: answer.ScheduleExpressionTimezone ?? 'UTC',
    createdMs: (answer.CreationDate ?? 0) * 1000,
    ...(StartDate ? { startMs: Number(StartDate) * 1000 } : {}),
    ...(EndDate ? { endMs: Number(EndDate) * 1000 } : {}),
    target: {
      arn: target.Arn,
      ...(target.RoleArn ? { roleArn: target.RoleArn } : {}),
      input: target.Input,
      deadLetterArn: target.DeadLetterConfig?.Arn,
      maximumRetryAttempts: target.RetryPolicy?.MaximumRetryAttempts ?? 185,
      maximumEventAgeSeconds: target.RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400,
    },
  };
}
