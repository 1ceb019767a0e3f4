/** What happens in executions of state machines, for a page that shows it live. */
export interface WorkflowEvent {
  readonly kind: 'workflow';
  readonly event:
    | 'execution-started'
    | 'execution-redriven'
    | 'execution-succeeded'
    | 'execution-failed'
    | 'execution-timed-out'
    | 'execution-aborted'
    | 'state-entered'
    | 'state-retried'
    | 'state-failed'
    | 'waiting-for-token';
  /** The state machine's name. */
  readonly machine: string;
  readonly executionName: string;
  readonly executionArn: string;
  /** Milliseconds since the epoch. */
  readonly timeMs: number;
  /** Of the events about a state, and the state in which an execution failed. */
  readonly state?: string;
  /** The error's name; its cause may hold data and is in DescribeExecution. */
  readonly error?: string;
}
