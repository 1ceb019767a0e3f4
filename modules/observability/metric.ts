/** How the values of a period become one: a statistic, or a percentile such as `p99`. */
export type Statistic = 'Average' | 'Maximum' | 'Minimum' | 'Sum' | `p${number}`;

/** A metric of CloudWatch, as an alarm or a graph looks at it. */
export interface Metric {
  /** For example `AWS/Lambda`. */
  readonly namespace: string;
  readonly name: string;
  /** Values may be Terraform references. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: Statistic;
  /** What a graph calls it. @default CloudWatch's own words */
  readonly label?: string;
}

/** A value calculated from metrics, in CloudWatch's metric math. */
export interface MetricExpression {
  /** For example `100 * errors / invocations`; the names are those of `metrics`. */
  readonly expression: string;
  readonly label: string;
  readonly metrics: Readonly<Record<string, Metric>>;
}

export type Measure = Metric | MetricExpression;

export function isExpression(measure: Measure): measure is MetricExpression {
  return 'expression' in measure;
}

/** When and why somebody is called. */
export interface AlarmDescription {
  /** Kebab-case, unique within its subject: the last part of the alarm's name. */
  readonly id: string;
  readonly measure: Measure;
  readonly comparison: 'above' | 'at-least' | 'below';
  readonly threshold: number;
  /** Of one value: 10, 30, or a multiple of 60. @default 300 */
  readonly periodSeconds?: number;
  /** Values that are looked at. @default 1 */
  readonly evaluationPeriods?: number;
  /** Of these, how many must be beyond the threshold. @default all of them */
  readonly datapointsToAlarm?: number;
  /**
   * What a period without a value means. Most services report nothing where nothing happens, which is no reason to call
   * anybody: `fine`. For something that must happen, silence is the alarm: `alarming`.
   *
   * @default 'fine'
   */
  readonly missingData?: 'fine' | 'alarming' | 'keep-state';
  /** What is wrong when it rises, in one sentence. */
  readonly what: string;
  /** What to do first, in one sentence: the one who is called at night reads this. */
  readonly first: string;
}

/** Lines over time. */
export interface GraphDescription {
  readonly title: string;
  readonly measures: readonly Measure[];
  /** @default 300 */
  readonly periodSeconds?: number;
  /** A line across the graph: the limit, or the threshold of an alarm. @default none */
  readonly limit?: { readonly label: string; readonly value: number };
  /** @default the graph's lines start where the values are */
  readonly fromZero?: boolean;
}

/** Something that is watched: what alarms it has, and what is drawn of it. Both are made from this alone. */
export interface Subject {
  /** For names of alarms and the headings of a dashboard: `deposits-dev-submit-deposit`. */
  readonly name: string;
  readonly kind: string;
  readonly alarms: readonly AlarmDescription[];
  readonly graphs: readonly GraphDescription[];
}

/** What the parts of an alarm are when its description leaves them out. */
export const ALARM_DEFAULTS = { periodSeconds: 300, evaluationPeriods: 1, missingData: 'fine' } as const;

/** The name of a subject's alarm in CloudWatch. */
export function alarmName(subject: Pick<Subject, 'name'>, alarm: Pick<AlarmDescription, 'id'>): string {
  return `${subject.name}-${alarm.id}`;
}
