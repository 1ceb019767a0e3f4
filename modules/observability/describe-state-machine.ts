import type { AlarmDescription, Metric, Subject } from './metric';

export interface StateMachineSubject {
  readonly name: string;
  /** May be a Terraform reference. */
  readonly arn: string;
}

/**
 * What is watched of a state machine. A failed execution is never an ordinary outcome: what is refused for a reason ends
 * well, so that each failure is a technical one, and is redriven once its cause is mended.
 */
export function describeStateMachine({ name, arn }: StateMachineSubject): Subject {
  const metric = (metricName: string, label?: string): Metric => ({
    namespace: 'AWS/States',
    name: metricName,
    dimensions: { StateMachineArn: arn },
    statistic: 'Sum',
    label,
  });
  const alarm = (id: string, metricName: string, what: string, first: string): AlarmDescription => ({
    id,
    measure: metric(metricName),
    comparison: 'above',
    threshold: 0,
    what,
    first,
  });
  return {
    name,
    kind: 'State machine',
    alarms: [
      alarm(
        'failed',
        'ExecutionsFailed',
        'Executions failed after all their retries.',
        'Open the failed state of one, mend the cause, then redrive the execution: what was done stays done.',
      ),
      alarm(
        'timed-out',
        'ExecutionsTimedOut',
        'Executions ran out of time.',
        'See which state they were in, and whether what it waits for is alive.',
      ),
      {
        ...alarm(
          'throttled',
          'ExecutionThrottled',
          'Step Functions slows executions down: the quota of state transitions is used up.',
          'Compare the transitions with the quota of the account, and slow down what starts the executions.',
        ),
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
      },
    ],
    graphs: [
      {
        title: 'Executions',
        measures: [
          metric('ExecutionsStarted', 'Started'),
          metric('ExecutionsSucceeded', 'Succeeded'),
          metric('ExecutionsFailed', 'Failed'),
          metric('ExecutionsTimedOut', 'Timed out'),
        ],
        fromZero: true,
      },
      {
        title: 'Time of an execution, ms',
        measures: (['p50', 'p99'] as const).map((statistic) => ({
          ...metric('ExecutionTime', statistic),
          statistic,
        })),
        fromZero: true,
      },
    ],
  };
}
