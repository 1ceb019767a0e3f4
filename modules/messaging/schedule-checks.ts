import type { Problems } from '../core/errors';
import { checkRange } from '../core/ranges';

/** The props of a schedule that have limits. */
export interface LimitedScheduleProps {
  readonly name: string;
  readonly description: string;
  readonly expression: string;
  readonly timeZone: string;
  readonly flexibleWindowMinutes?: number;
  readonly maximumEventAgeSeconds?: number;
  readonly retryAttempts?: number;
}

/** Records everything that is wrong with the props of a schedule. Limits: EventBridge Scheduler, `CreateSchedule`. */
export function checkSchedule(problems: Problems, props: LimitedScheduleProps): void {
  const { name, description, expression, timeZone } = props;
  problems.check(/^[A-Za-z0-9._-]{1,64}$/.test(name), {
    code: 'schedule-name',
    property: 'name',
    received: name,
    allowed: '1 to 64 letters, digits and . - _',
    fix: 'Shorten the prefix of the environment or the name of the schedule.',
  });
  problems.check(description.length <= 512, {
    code: 'schedule-description',
    property: 'description',
    received: description,
    allowed: 'at most 512 characters',
    fix: 'Say in one sentence what the schedule is for.',
  });
  problems.check(isRate(expression) || isCron(expression), {
    code: 'schedule-expression',
    property: 'expression',
    received: expression,
    allowed: 'rate(5 minutes), rate(1 hour), or cron with six fields of which one of the days is ?',
    fix: 'Write it as EventBridge Scheduler does: cron(minute hour day-of-month month day-of-week year).',
  });
  problems.check(isTimeZone(timeZone), {
    code: 'schedule-time-zone',
    property: 'timeZone',
    received: timeZone,
    allowed: 'a name of the IANA time zone database',
    fix: 'Give a name such as Europe/Berlin, or leave it out for UTC.',
  });
  const service = 'EventBridge Scheduler';
  checkRange(problems, {
    code: 'schedule-window',
    property: 'flexibleWindowMinutes',
    received: props.flexibleWindowMinutes,
    least: 1,
    most: 1440,
    service,
  });
  checkRange(problems, {
    code: 'schedule-age',
    property: 'maximumEventAgeSeconds',
    received: props.maximumEventAgeSeconds,
    least: 60,
    most: 86_400,
    service,
  });
  checkRange(problems, {
    code: 'schedule-retries',
    property: 'retryAttempts',
    received: props.retryAttempts,
    least: 0,
    most: 185,
    service,
  });
}

/** `rate(1 minute)`, `rate(5 minutes)`. */
function isRate(expression: string): boolean {
  const found = /^rate\(([1-9]\d{0,4}) (minute|hour|day)(s?)\)$/.exec(expression);
  return found !== null && (found[1] === '1') === (found[3] === '');
}

/** What each field may hold, in their order. The values are AWS's to judge; the form is checked here. */
const CRON_FIELDS: readonly RegExp[] = [
  /^(\*|[\d,/-]+|\*\/\d+)$/,
  /^(\*|[\d,/-]+|\*\/\d+)$/,
  /^(\*|\?|[\dLW,/-]+|\*\/\d+)$/,
  /^(\*|[\dA-Z,/-]+|\*\/\d+)$/,
  /^(\*|\?|[\dA-Z,/#-]+|\*\/\d+)$/,
  /^(\*|[\d,/-]+|\*\/\d+)$/,
];

function isCron(expression: string): boolean {
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1]?.split(' ') ?? [];
  const wellFormed =
    fields.length === CRON_FIELDS.length &&
    CRON_FIELDS.every((field, index) => field.test(fields[index] ?? ''));
  return wellFormed && (fields[2] === '?') !== (fields[4] === '?');
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
