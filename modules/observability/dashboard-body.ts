import type { Json } from '../core/json-expression';
import { type GraphDescription, isExpression, type Measure, type Metric, type Subject } from './metric';

/** A dashboard is a grid, 24 units wide. */
const WIDTH = 24;
const GRAPHS_A_ROW = 3;
const GRAPH_HEIGHT = 6;
const HEADING_HEIGHT = 1;
/** An alarm widget shows so many. */
const ALARMS_A_WIDGET = 100;
const ALARM_WIDGET_HEIGHT = 4;

/** One widget, and how many metrics it draws. */
export interface Widget {
  readonly json: Json;
  readonly metrics: number;
}

/** The widgets of all subjects, from top to bottom: first the state of the alarms, then each subject with its graphs. */
export function widgetsOf(
  subjects: readonly Subject[],
  region: string,
  alarmArns: readonly string[],
): readonly Widget[] {
  const widgets: Widget[] = [];
  let y = 0;
  for (let start = 0; start < alarmArns.length; start += ALARMS_A_WIDGET) {
    const alarms = alarmArns.slice(start, start + ALARMS_A_WIDGET);
    const place = { x: 0, y, width: WIDTH, height: ALARM_WIDGET_HEIGHT };
    widgets.push({ json: { type: 'alarm', ...place, properties: { title: 'Alarms', alarms } }, metrics: 0 });
    y += ALARM_WIDGET_HEIGHT;
  }
  for (const { kind, name, graphs } of subjects) {
    const heading = { x: 0, y, width: WIDTH, height: HEADING_HEIGHT };
    widgets.push({
      json: { type: 'text', ...heading, properties: { markdown: `## ${kind} ${name}` } },
      metrics: 0,
    });
    y += HEADING_HEIGHT;
    graphs.forEach((graph, index) => {
      const width = WIDTH / GRAPHS_A_ROW;
      const row = Math.floor(index / GRAPHS_A_ROW);
      const place = {
        x: (index % GRAPHS_A_ROW) * width,
        y: y + row * GRAPH_HEIGHT,
        width,
        height: GRAPH_HEIGHT,
      };
      const { lines, metrics } = linesOf(graph.measures);
      widgets.push({
        json: { type: 'metric', ...place, properties: propertiesOf(graph, lines, region) },
        metrics,
      });
    });
    y += Math.ceil(graphs.length / GRAPHS_A_ROW) * GRAPH_HEIGHT;
  }
  return widgets;
}

function propertiesOf(graph: GraphDescription, lines: readonly Json[], region: string): Json {
  const { title, periodSeconds = 300, limit, fromZero = false } = graph;
  return {
    title,
    region,
    view: 'timeSeries',
    period: periodSeconds,
    metrics: lines,
    ...(fromZero && { yAxis: { left: { min: 0 } } }),
    ...(limit && { annotations: { horizontal: [{ label: limit.label, value: limit.value }] } }),
  };
}

/** The lines in CloudWatch's own form: a list for a metric, an object in a list for an expression. */
function linesOf(measures: readonly Measure[]): {
  readonly lines: readonly Json[];
  readonly metrics: number;
} {
  let metrics = 0;
  const lines = measures.flatMap((measure, index): Json[] => {
    if (!isExpression(measure)) {
      metrics += 1;
      return [metricLine(measure, {})];
    }
    metrics += Object.keys(measure.metrics).length;
    // Ids are unique within a widget: those of an expression get its number.
    const ids = Object.keys(measure.metrics);
    const numbered = measure.expression.replace(/\b[a-z][A-Za-z0-9_]*/g, (word) =>
      ids.includes(word) ? `${word}${index}` : word,
    );
    return [
      [{ expression: numbered, label: measure.label, id: `result${index}` }],
      ...Object.entries(measure.metrics).map(([id, metric]) =>
        metricLine(metric, { id: `${id}${index}`, visible: false }),
      ),
    ];
  });
  return { lines, metrics };
}

function metricLine(metric: Metric, more: { readonly [name: string]: Json }): Json {
  const { namespace, name, dimensions, statistic, label } = metric;
  return [
    namespace,
    name,
    ...Object.entries(dimensions).flat(),
    { stat: statistic, ...(label !== undefined && { label }), ...more },
  ];
}
