import { CronExpressionParser } from 'cron-parser';

/** The moments at which a schedule fires. */
export interface Occurrences {
  /** The first moment after `time`, in milliseconds since the epoch; undefined when there is none any more. */
  after(timeMs: number): number | undefined;
}

const UNIT_MS: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** A cron expression whose year is far away is not searched for ever. */
const MOST_STEPS = 10_000;

/**
 * Reads `rate(5 minutes)`, `cron(0 8 ? * MON-FRI *)` or `at(2026-01-31T08:00:00)`.
 *
 * @param timezone of `cron` and `at`, as IANA names it
 * @param createdMs `rate` counts from there
 * @throws Error when it is none of them
 */
export function parseSchedule(expression: string, timezone: string, createdMs: number): Occurrences {
  const [, kind, body = ''] = /^\s*(rate|cron|at)\((.*)\)\s*$/.exec(expression) ?? [];
  if (kind === 'rate') return rate(body, createdMs, expression);
  if (kind === 'cron') return cron(body, timezone, expression);
  if (kind === 'at') return once(body, timezone);
  throw new Error(`'${expression}' is neither rate(…), cron(…) nor at(…)`);
}

function rate(body: string, createdMs: number, expression: string): Occurrences {
  const [, count, unit = ''] = /^\s*(\d+)\s+(minute|hour|day)s?\s*$/.exec(body) ?? [];
  const interval = Number(count) * (UNIT_MS[unit] ?? Number.NaN);
  if (!(interval > 0)) throw new Error(`'${expression}' has no positive number of minutes, hours or days`);
  return {
    after: (timeMs) => {
      const passed = Math.max(0, Math.floor((timeMs - createdMs) / interval));
      return createdMs + (passed + 1) * interval;
    },
  };
}

function cron(body: string, tz: string, expression: string): Occurrences {
  const fields = body.trim().split(/\s+/);
  const [minute, hour, dayOfMonth, month, dayOfWeek, year] = fields;
  if (fields.length !== 6 || dayOfWeek === undefined || year === undefined) {
    throw new Error(`'${expression}' must have six fields: minute hour day-of-month month day-of-week year`);
  }
  const standard = [minute, hour, free(dayOfMonth ?? '*'), month, weekday(dayOfWeek)].join(' ');
  const parse = (currentDate: Date) => CronExpressionParser.parse(standard, { currentDate, tz });
  parse(new Date(0));
  const { matches, last } = years(year);
  return {
    after: (timeMs) => {
      const moments = parse(new Date(timeMs));
      for (let step = 0; step < MOST_STEPS; step += 1) {
        const moment = moments.next().toDate();
        if (matches(moment.getUTCFullYear())) return moment.getTime();
        if (moment.getUTCFullYear() > last) return undefined;
      }
      return undefined;
    },
  };
}

/** A moment in the time zone: the cron expression of its minute finds it, summer time and all. */
function once(body: string, tz: string): Occurrences {
  const [, year, month, day, hour, minute, second] =
    /^\s*(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\s*$/.exec(body) ?? [];
  if (year === undefined) throw new Error(`'at(${body})' must be at(yyyy-mm-ddThh:mm:ss)`);
  const standard = [second, minute, hour, day, month, '*'].map((part) =>
    part === '*' ? part : Number(part),
  );
  // Two days before: in every zone the moment lies ahead of it.
  const currentDate = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day) - 2));
  const moment = CronExpressionParser.parse(standard.join(' '), { currentDate, tz }).next().getTime();
  return { after: (timeMs) => (moment > timeMs ? moment : undefined) };
}

function free(field: string): string {
  return field === '?' ? '*' : field;
}

/** Scheduler counts the days of the week from 1, Sunday; cron from 0. `6L` and `6#3` count so too. */
function weekday(field: string): string {
  if (field === '?') return '*';
  const [days = '', nth] = field.split('#');
  const shifted = days.replace(/(\/?)(\d+)/g, (match, slash: string, day: string) =>
    slash ? match : String((Number(day) + 6) % 7),
  );
  return nth === undefined ? shifted : `${shifted}#${nth}`;
}

function years(field: string): { matches: (year: number) => boolean; last: number } {
  if (field === '*' || field === '?') return { matches: () => true, last: Number.POSITIVE_INFINITY };
  const ranges = field.split(',').map((part) => {
    const [span = '', step] = part.split('/');
    const [from, to] = span === '*' ? [1970, 2199] : span.split('-').map(Number);
    return { from: from ?? 0, to: to ?? (step ? 2199 : (from ?? 0)), step: Number(step ?? 1) };
  });
  const matches = (year: number) =>
    ranges.some(({ from, to, step }) => year >= from && year <= to && (year - from) % step === 0);
  return { matches, last: Math.max(...ranges.map(({ to }) => to)) };
}
