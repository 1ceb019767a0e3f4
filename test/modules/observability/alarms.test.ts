import type { TerraformStack } from 'cdktf';
import { TerraformVariable } from 'cdktf';
import { Alarms, type AlarmsProps } from '../../../modules/observability/alarms';
import { Dashboard, type DashboardProps } from '../../../modules/observability/dashboard';
import { describeApi } from '../../../modules/observability/describe-api';
import { describeDatabase } from '../../../modules/observability/describe-database';
import { describeFunction } from '../../../modules/observability/describe-function';
import { describeAddresses, describeNatGateway } from '../../../modules/observability/describe-network';
import { describeQueue } from '../../../modules/observability/describe-queue';
import { describeStateMachine } from '../../../modules/observability/describe-state-machine';
import type { AlarmDescription, Metric, Subject } from '../../../modules/observability/metric';
import { LOCATION, problemsOf, synthesize } from '../data/support';

const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:alarms';
const ALL: readonly Subject[] = [
  describeFunction({
    name: 'dev-f',
    timeoutSeconds: 30,
    reservedConcurrency: 10,
    asynchronous: true,
    streamLagLimitSeconds: 60,
    everySeconds: 3600,
  }),
  describeFunction({ name: 'dev-task', timeoutSeconds: 30, retriedByCaller: true }),
  describeQueue({ name: 'dev-q', deadLetterName: 'dev-q-dead' }),
  describeQueue({ name: 'dev-failures', holdsFailures: true }),
  describeStateMachine({ name: 'dev-m', arn: 'arn:m' }),
  describeApi({ name: 'dev', stageName: 'live' }),
  describeDatabase({ name: 'dev-db', maxCapacityUnits: 4 }),
  describeNatGateway({ name: 'dev-nat', natGatewayId: 'nat-1' }),
  describeAddresses({ name: 'dev-vpc', vpcId: 'vpc-1' }),
];
const METRIC: Metric = { namespace: 'X', name: 'Y', dimensions: { A: 'b' }, statistic: 'Sum' };
const ALARM: AlarmDescription = {
  id: 'wrong',
  measure: METRIC,
  comparison: 'above',
  threshold: 1,
  what: 'Something is wrong here.',
  first: 'Look at what it may be.',
};
const subject = (change: Partial<AlarmDescription> = {}, name = 'dev-x'): Subject => ({
  name,
  kind: 'Thing',
  alarms: [{ ...ALARM, ...change }],
  graphs: [],
});

function alarms(subjects: readonly Subject[], props: Partial<AlarmsProps> = {}) {
  return synthesize((scope) => {
    new Alarms(scope, 'alarms', { subjects, actionArns: [TOPIC], ...props });
  });
}
const byName = (stack: ReturnType<typeof alarms>) =>
  new Map(
    Object.values(stack.resources('aws_cloudwatch_metric_alarm')).map((block) => [
      block['alarm_name'],
      block,
    ]),
  );

describe('Alarms', () => {
  test('by default: told when it rises and when it is over, nothing is fine where nothing happens', () => {
    expect(alarms([subject()]).only('aws_cloudwatch_metric_alarm')).toEqual(
      expect.objectContaining({
        alarm_name: 'dev-x-wrong',
        alarm_description: 'Something is wrong here. First: Look at what it may be.',
        namespace: 'X',
        metric_name: 'Y',
        dimensions: { A: 'b' },
        statistic: 'Sum',
        period: 300,
        evaluation_periods: 1,
        datapoints_to_alarm: 1,
        comparison_operator: 'GreaterThanThreshold',
        threshold: 1,
        treat_missing_data: 'notBreaching',
        actions_enabled: true,
        alarm_actions: [TOPIC],
        ok_actions: [TOPIC],
        tags: { Name: 'dev-x-wrong' },
      }),
    );
  });

  test('with everything of one’s own', () => {
    const change = {
      measure: { ...METRIC, statistic: 'p99' },
      comparison: 'at-least',
      periodSeconds: 60,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      missingData: 'keep-state',
    } as const;
    const stack = alarms([subject(change)], {
      runbookUrl: 'https://wiki.example/runbook',
      actionsEnabled: false,
      actionArns: [],
      tags: { Team: 'deposits' },
    });
    const block = stack.only('aws_cloudwatch_metric_alarm');
    expect(block).toMatchObject({
      alarm_description: expect.stringContaining('Runbook: https://wiki.example/runbook#dev-x-wrong'),
      extended_statistic: 'p99',
      period: 60,
      evaluation_periods: 5,
      datapoints_to_alarm: 3,
      comparison_operator: 'GreaterThanOrEqualToThreshold',
      treat_missing_data: 'ignore',
      actions_enabled: false,
      tags: { Name: 'dev-x-wrong', Team: 'deposits' },
    });
    expect(block).not.toHaveProperty('statistic');
  });

  test('an expression becomes queries, of which the result alone is returned', () => {
    const stack = alarms(ALL);
    const block = byName(stack).get('dev-nat-packets-dropped');
    expect(block).not.toHaveProperty('metric_name');
    const queries = block?.['metric_query'] as Record<string, unknown>[];
    expect(queries.map(({ id, return_data }) => [id, return_data])).toEqual([
      ['dropped', false],
      ['fromSource', false],
      ['fromDestination', false],
      ['result', true],
    ]);
    expect(queries[0]).toMatchObject({
      metric: { namespace: 'AWS/NATGateway', metric_name: 'PacketsDropCount', stat: 'Sum', period: 300 },
    });
  });

  test('all subjects together: each alarm once, with what to do first', () => {
    let names: readonly string[] = [];
    const stack = synthesize((scope) => {
      names = new Alarms(scope, 'alarms', { subjects: ALL, actionArns: [TOPIC] }).names;
    });
    expect([...byName(stack).keys()]).toEqual(names);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBe(ALL.flatMap((each) => each.alarms).length);
    for (const block of byName(stack).values()) {
      expect(block['alarm_description']).toMatch(/^.{10,}\. First: .{10,}[.?]$/);
    }
    expect(byName(stack).get('dev-f-not-run')).toMatchObject({
      comparison_operator: 'LessThanThreshold',
      treat_missing_data: 'breaching',
    });
  });

  test.each<[string, Partial<AlarmDescription>, string]>([
    ['an id that is no name', { id: 'Dead Letters' }, 'alarm-id'],
    ['a name too long', { id: 'x'.repeat(260) }, 'alarm-name'],
    ['an odd period', { periodSeconds: 45 }, 'alarm-period'],
    ['no period', { periodSeconds: 0 }, 'alarm-period'],
    [
      'half a period to look at',
      { evaluationPeriods: 1.5, datapointsToAlarm: 1 },
      'alarm-evaluation-periods',
    ],
    ['more than a day', { periodSeconds: 43_200, evaluationPeriods: 3 }, 'alarm-look-back'],
    ['more values than are looked at', { evaluationPeriods: 2, datapointsToAlarm: 3 }, 'alarm-datapoints'],
    ['no threshold', { threshold: Number.NaN }, 'alarm-threshold'],
    ['no metrics', { measure: { expression: '1', label: 'x', metrics: {} } }, 'alarm-metrics'],
    [
      'eleven metrics',
      {
        measure: {
          expression: 'm0',
          label: 'x',
          metrics: Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`m${index}`, METRIC])),
        },
      },
      'alarm-metrics',
    ],
    [
      'a metric of a wrong name',
      { measure: { expression: 'M', label: 'x', metrics: { M: METRIC } } },
      'alarm-metric-id',
    ],
    [
      'too many dimensions',
      {
        measure: {
          ...METRIC,
          dimensions: Object.fromEntries(Array.from({ length: 31 }, (_, index) => [`d${index}`, 'x'])),
        },
      },
      'alarm-dimensions',
    ],
    ['nothing to do first', { first: 'Look.' }, 'alarm-words'],
    ['a novel', { what: 'x'.repeat(1100) }, 'alarm-words'],
  ])('GIVEN %s THEN it is refused', (_what, change, code) => {
    expect(problemsOf(() => alarms([subject(change)])).map(([found]) => found)).toEqual([code]);
  });

  test('GIVEN a runbook whose address leaves no room for the words THEN it is refused', () => {
    const runbookUrl = `https://wiki.example/${'x'.repeat(1000)}`;
    expect(problemsOf(() => alarms([subject()], { runbookUrl }))).toEqual([
      ['alarm-words', 'dev-x.wrong.first'],
    ]);
  });

  test('GIVEN a subject twice, an alarm twice, and six actions THEN all is told at once', () => {
    const twice = { ...subject({}, 'dev-y'), alarms: [ALARM, ALARM] };
    const refused = problemsOf(() =>
      alarms([subject(), subject(), twice], { actionArns: Array(6).fill(TOPIC) }),
    );
    expect(refused.map(([code]) => code)).toEqual(['alarm-actions', 'alarm-subject-repeated', 'alarm-id']);
  });
});

describe('Dashboard', () => {
  const dashboard = (subjects: readonly Subject[], props: Partial<DashboardProps> = {}) =>
    synthesize((scope) => make(scope, subjects, props));
  const make = (scope: TerraformStack, subjects: readonly Subject[], props: Partial<DashboardProps> = {}) =>
    new Dashboard(scope, 'dashboard', { name: 'dev', location: LOCATION, subjects, ...props });
  const bodyOf = (stack: ReturnType<typeof dashboard>) =>
    String(stack.only('aws_cloudwatch_dashboard')['dashboard_body']);
  const count = (text: string, part: string) => text.split(part).length - 1;

  test('shows the alarms, a heading for each subject, and its graphs with their limits', () => {
    const body = bodyOf(dashboard(ALL));
    expect(body).toMatch(/^\$\{jsonencode\(/);
    expect(body).toContain('"arn:aws:cloudwatch:eu-west-1:111122223333:alarm:dev-q-dead-letters"');
    expect(count(body, '"type" = "text"')).toBe(ALL.length);
    expect(count(body, '"type" = "metric"')).toBe(ALL.flatMap(({ graphs }) => graphs).length);
    expect(body).toContain('"annotations" = {"horizontal" = [{"label" = "Time limit", "value" = 30000}]}');
    expect(body).toContain(
      '["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "dev-q", {"stat" = "Maximum", "label" = "Waiting"}]',
    );
  });

  test('places its widgets without overlap, within the grid', () => {
    const places = [
      ...bodyOf(dashboard(ALL)).matchAll(/"x" = (\d+), "y" = (\d+), "width" = (\d+), "height" = (\d+)/g),
    ].map((match) => match.slice(1).map(Number));
    const cells = new Set<string>();
    for (const [x = 0, y = 0, width = 0, height = 0] of places) {
      expect(x + width).toBeLessThanOrEqual(24);
      for (let column = x; column < x + width; column += 1) {
        for (let row = y; row < y + height; row += 1) {
          expect(cells.has(`${column},${row}`)).toBe(false);
          cells.add(`${column},${row}`);
        }
      }
    }
    expect(places.length).toBeGreaterThan(20);
  });

  test('draws expressions, with ids of their own in each line', () => {
    const rate = (label: string) => ({
      expression: '100 * errors / FILL(all, 1)',
      label,
      metrics: { errors: METRIC, all: METRIC },
    });
    const graph = { title: 'Rates', measures: [rate('one'), rate('two')], periodSeconds: 60 };
    const body = bodyOf(dashboard([{ ...subject(), graphs: [graph] }], { showAlarms: false }));
    expect(body).toContain(
      '"expression" = "100 * errors0 / FILL(all0, 1)", "label" = "one", "id" = "result0"',
    );
    expect(body).toContain('"expression" = "100 * errors1 / FILL(all1, 1)"');
    expect(body).toContain('"visible" = false');
    expect(body).toContain('"period" = 60');
    expect(body).not.toMatch(/"yAxis"|"annotations"|"type" = "alarm"/);
  });

  test('takes references where a name is known to Terraform only', () => {
    const body = bodyOf(
      synthesize((scope) => {
        const id = new TerraformVariable(scope, 'nat', { type: 'string' }).stringValue;
        make(scope, [describeNatGateway({ name: 'dev-nat', natGatewayId: id })]);
      }),
    );
    expect(body).toContain('"NatGatewayId", var.nat,');
  });

  test('GIVEN more alarms than one widget shows THEN several', () => {
    const many = Array.from({ length: 101 }, (_, index) => subject({}, `dev-${index}`));
    expect(count(bodyOf(dashboard(many)), '"type" = "alarm"')).toBe(2);
  });

  test.each<[string, readonly Subject[], Partial<DashboardProps>, string]>([
    ['a wrong name', [], { name: 'dev dashboard' }, 'dashboard-name'],
    [
      'too many widgets',
      Array.from({ length: 501 }, (_, index) => subject({}, `dev-${index}`)),
      { showAlarms: false },
      'dashboard-widgets',
    ],
    [
      'too many metrics in a graph',
      [{ ...subject(), graphs: [{ title: 'x', measures: Array(501).fill(METRIC) }] }],
      {},
      'dashboard-widget-metrics',
    ],
    [
      'too many metrics',
      Array.from({ length: 6 }, (_, index) => ({
        ...subject({}, `dev-${index}`),
        graphs: [{ title: 'x', measures: Array(500).fill(METRIC) }],
      })),
      {},
      'dashboard-metrics',
    ],
  ])('GIVEN %s THEN it is refused', (_what, subjects, props, code) => {
    expect(problemsOf(() => dashboard(subjects, props)).map(([found]) => found)).toEqual([code]);
  });
});
