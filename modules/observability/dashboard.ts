import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { Construct } from 'constructs';
import { Problems } from '../core/errors';
import { jsonWithReferences } from '../core/json-with-references';
import { type AwsLocation, regionalArn } from '../identity/aws-location';
import { type Widget, widgetsOf } from './dashboard-body';
import { alarmName, type Subject } from './metric';

export interface DashboardProps {
  /** Letters, digits, "-" and "_"; at most 255. */
  readonly name: string;
  readonly location: AwsLocation;
  /** The same descriptions that the alarms are made from, in the order in which they are shown. */
  readonly subjects: readonly Subject[];
  /** Whether the state of the subjects' alarms is shown at the top. @default true */
  readonly showAlarms?: boolean;
}

/** CloudWatch's quotas of a dashboard and of one widget. */
const MAX_WIDGETS = 500;
const MAX_METRICS = 2_500;
const MAX_METRICS_A_WIDGET = 500;

/**
 * A dashboard of everything that is watched: the alarms at the top, then a heading and graphs for each subject, with the
 * limits at which alarms rise drawn across them.
 *
 * @throws InvalidInputError when CloudWatch would refuse its name or its size
 */
export class Dashboard extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { name, location, subjects, showAlarms = true } = props;
    const alarmArns = showAlarms
      ? subjects.flatMap((subject) =>
          subject.alarms.map((alarm) =>
            regionalArn(location, 'cloudwatch', `alarm:${alarmName(subject, alarm)}`),
          ),
        )
      : [];
    const widgets = widgetsOf(subjects, location.region, alarmArns);
    this.check(name, widgets);
    this.name = name;
    new CloudwatchDashboard(this, 'Dashboard', {
      dashboardName: name,
      dashboardBody: jsonWithReferences({ widgets: widgets.map(({ json }) => json) }),
    });
  }

  private check(name: string, widgets: readonly Widget[]): void {
    const problems = new Problems();
    problems.check(/^[A-Za-z0-9_-]{1,255}$/.test(name), {
      code: 'dashboard-name',
      property: 'name',
      received: name,
      allowed: '1 to 255 letters, digits, "-" and "_"',
      fix: 'Use the prefix of the environment.',
    });
    problems.check(widgets.length <= MAX_WIDGETS, {
      code: 'dashboard-widgets',
      property: 'subjects',
      received: widgets.length,
      allowed: `at most ${MAX_WIDGETS} widgets`,
      fix: 'Make a dashboard for each part of the system.',
    });
    const total = widgets.reduce((sum, { metrics }) => sum + metrics, 0);
    problems.check(total <= MAX_METRICS, {
      code: 'dashboard-metrics',
      property: 'subjects',
      received: total,
      allowed: `at most ${MAX_METRICS} metrics`,
      fix: 'Make a dashboard for each part of the system.',
    });
    const most = Math.max(0, ...widgets.map(({ metrics }) => metrics));
    problems.check(most <= MAX_METRICS_A_WIDGET, {
      code: 'dashboard-widget-metrics',
      property: 'subjects.graphs',
      received: most,
      allowed: `at most ${MAX_METRICS_A_WIDGET} metrics in one graph`,
      fix: 'Divide the graph.',
    });
    problems.throwIfAny(this.node.path);
  }
}
