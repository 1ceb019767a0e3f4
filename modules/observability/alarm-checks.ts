import { Token } from 'cdktf';
import { checkWholeNumber } from '../core/checks';
import type { Problems } from '../core/errors';
import {
  ALARM_DEFAULTS,
  type AlarmDescription,
  alarmName,
  isExpression,
  type Measure,
  type Subject,
} from './metric';

/** An alarm's expression takes so many metrics, an alarm so many actions; neither can be raised (CloudWatch quotas). */
export const MAX_METRICS_AN_ALARM = 10;
export const MAX_ACTIONS_AN_ALARM = 5;
/** An alarm looks back for a day at most. */
const LONGEST_LOOK_BACK_SECONDS = 86_400;
const LONGEST_NAME = 255;
const LONGEST_DESCRIPTION = 1024;

/** Records what CloudWatch would refuse in the alarms of a subject, and what would be of no help at night. */
export function checkAlarms(problems: Problems, subject: Subject, runbookUrl?: string): void {
  const names = new Set<string>();
  for (const alarm of subject.alarms) {
    const property = `${subject.name}.${alarm.id}`;
    problems.check(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(alarm.id) && !names.has(alarm.id), {
      code: 'alarm-id',
      property,
      received: alarm.id,
      allowed: 'kebab-case, each id once within its subject',
      fix: 'Name what is wrong, such as dead-letters.',
    });
    names.add(alarm.id);
    checkName(problems, property, alarmName(subject, alarm));
    checkTimes(problems, property, alarm);
    checkMeasure(problems, property, alarm.measure);
    checkWords(problems, property, alarm, runbookOf(runbookUrl, alarmName(subject, alarm)));
    problems.check(Number.isFinite(alarm.threshold), {
      code: 'alarm-threshold',
      property: `${property}.threshold`,
      received: String(alarm.threshold),
      allowed: 'a finite number',
      fix: 'Give the value beyond which something is wrong.',
    });
  }
}

/** What the alarm says to whoever is called. */
export function alarmText({ what, first }: AlarmDescription, runbookUrl?: string): string {
  return `${what} First: ${first}${runbookUrl === undefined ? '' : ` Runbook: ${runbookUrl}`}`;
}

/** Where the runbook speaks of the alarm. */
export function runbookOf(runbookUrl: string | undefined, name: string): string | undefined {
  return runbookUrl === undefined ? undefined : `${runbookUrl}#${name}`;
}

/** Records more actions than an alarm takes. */
export function checkActions(problems: Problems, property: string, arns: readonly string[]): void {
  problems.check(Token.isUnresolved(arns) || arns.length <= MAX_ACTIONS_AN_ALARM, {
    code: 'alarm-actions',
    property,
    received: arns.length,
    allowed: `at most ${MAX_ACTIONS_AN_ALARM} actions`,
    fix: 'Send to one topic, and let it reach the others.',
  });
}

function checkName(problems: Problems, property: string, name: string): void {
  problems.check(Token.isUnresolved(name) || name.length <= LONGEST_NAME, {
    code: 'alarm-name',
    property: `${property}.name`,
    received: name,
    allowed: `at most ${LONGEST_NAME} characters`,
    fix: 'Shorten the name of the subject.',
  });
}

function checkTimes(problems: Problems, property: string, alarm: AlarmDescription): void {
  const { periodSeconds, evaluationPeriods } = { ...ALARM_DEFAULTS, ...alarm };
  const { datapointsToAlarm = evaluationPeriods } = alarm;
  const lookBack = periodSeconds * evaluationPeriods;
  problems.check(
    [10, 30].includes(periodSeconds) || (Number.isInteger(periodSeconds / 60) && periodSeconds > 0),
    {
      code: 'alarm-period',
      property: `${property}.periodSeconds`,
      received: periodSeconds,
      allowed: '10, 30, or a multiple of 60 seconds',
      fix: 'Use 60 for what must be seen at once, 300 for the rest.',
    },
  );
  checkWholeNumber(problems, {
    code: 'alarm-evaluation-periods',
    property: `${property}.evaluationPeriods`,
    value: evaluationPeriods,
    from: 1,
    to: 1440,
    unit: 'periods',
    fix: 'Look at as many values as it takes to be sure.',
  });
  problems.check(lookBack <= LONGEST_LOOK_BACK_SECONDS, {
    code: 'alarm-look-back',
    property: `${property}.evaluationPeriods`,
    received: `${evaluationPeriods} periods of ${periodSeconds} seconds`,
    allowed: `at most ${LONGEST_LOOK_BACK_SECONDS} seconds in all`,
    fix: 'Take shorter periods, or fewer.',
  });
  checkWholeNumber(problems, {
    code: 'alarm-datapoints',
    property: `${property}.datapointsToAlarm`,
    value: datapointsToAlarm,
    from: 1,
    to: evaluationPeriods,
    unit: 'values',
    fix: 'At most as many as are looked at.',
  });
}

function checkMeasure(problems: Problems, property: string, measure: Measure): void {
  const metrics = isExpression(measure) ? Object.entries(measure.metrics) : [['metric', measure] as const];
  problems.check(metrics.length >= 1 && metrics.length <= MAX_METRICS_AN_ALARM, {
    code: 'alarm-metrics',
    property: `${property}.measure`,
    received: metrics.length,
    allowed: `1 to ${MAX_METRICS_AN_ALARM} metrics`,
    fix: 'Make several alarms.',
  });
  for (const [id, { dimensions }] of metrics) {
    problems.check(/^[a-z][A-Za-z0-9_]*$/.test(id), {
      code: 'alarm-metric-id',
      property: `${property}.measure.${id}`,
      received: id,
      allowed: 'a small letter, then letters, digits and "_"',
      fix: 'CloudWatch takes no other names in an expression.',
    });
    problems.check(Object.keys(dimensions).length <= 30, {
      code: 'alarm-dimensions',
      property: `${property}.measure.${id}.dimensions`,
      received: Object.keys(dimensions).length,
      allowed: 'at most 30 dimensions',
      fix: 'Name those that the service reports the metric under.',
    });
  }
}

function checkWords(
  problems: Problems,
  property: string,
  alarm: AlarmDescription,
  runbookUrl: string | undefined,
): void {
  const text = alarmText(alarm, runbookUrl);
  problems.check(
    alarm.what.trim().length >= 10 && alarm.first.trim().length >= 10 && text.length <= LONGEST_DESCRIPTION,
    {
      code: 'alarm-words',
      property: `${property}.first`,
      received: text.slice(0, 80),
      allowed: `what is wrong and what to do first, ten characters each, at most ${LONGEST_DESCRIPTION} together`,
      fix: 'Write for somebody who was asleep a minute ago.',
    },
  );
}
