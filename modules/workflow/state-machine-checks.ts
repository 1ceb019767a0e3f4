import { Token } from 'cdktf';
import { checkText } from '../core/checks';
import { Problems } from '../core/errors';
import { checkDefinition } from './definition-checks';
import type { Workflow } from './states/state';
import { checkWorkflowTimes } from './workflow-time-checks';

/** The retentions that CloudWatch Logs accepts, in days. Source: `PutRetentionPolicy`. */
const LOG_RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** The props of a state machine that have limits. */
export interface LimitedStateMachineProps {
  readonly name: string;
  readonly definition: Workflow;
  readonly type?: 'STANDARD' | 'EXPRESS';
  readonly logKeyArn: string;
  readonly logLevel?: 'ALL' | 'ERROR' | 'FATAL' | 'OFF';
  readonly logRetentionDays?: number;
  readonly dataKeyReuseSeconds?: number;
  readonly executionKeyArn?: string;
}

/** @throws InvalidInputError with everything that is wrong with the props and the definition */
export function checkStateMachine(path: string, props: LimitedStateMachineProps): void {
  const problems = new Problems();
  const { logRetentionDays = 365, dataKeyReuseSeconds, logLevel, logKeyArn } = props;
  const express = props.type === 'EXPRESS';
  checkText(problems, {
    code: 'workflow-name',
    property: 'name',
    value: props.name,
    // 64 is what the role's name may have.
    pattern: /^[A-Za-z0-9_-]{1,64}$/,
    allowed: '1 to 64 letters, digits, - and _',
    fix: 'Shorten the prefix of the environment or the name of the workflow.',
  });
  problems.check(Token.isUnresolved(logKeyArn) || logKeyArn.length > 0, {
    code: 'workflow-log-key',
    property: 'logKeyArn',
    received: logKeyArn,
    allowed: 'the ARN of a customer key',
    fix: 'Give the key of the logs.',
  });
  problems.check(LOG_RETENTION_DAYS.includes(logRetentionDays), {
    code: 'workflow-log-retention',
    property: 'logRetentionDays',
    received: logRetentionDays,
    allowed: `one of ${LOG_RETENTION_DAYS.join(', ')}`,
    fix: 'Choose one of the retentions of CloudWatch Logs.',
  });
  problems.check(!express || logLevel === undefined || logLevel === 'ALL', {
    code: 'workflow-log-level',
    property: 'logLevel',
    received: logLevel,
    allowed: 'ALL for an EXPRESS workflow',
    fix: 'Leave it out: the log is the only history that an EXPRESS execution has.',
  });
  problems.check(dataKeyReuseSeconds === undefined || isReusePeriod(props), {
    code: 'workflow-data-key-reuse',
    property: 'dataKeyReuseSeconds',
    received: dataKeyReuseSeconds,
    allowed: 'a whole number from 60 to 900, with an executionKeyArn',
    fix: 'Leave it out for 300 seconds.',
  });
  checkDefinition(problems, props.definition, express);
  checkWorkflowTimes(problems, props.definition, express);
  problems.throwIfAny(path);
}

function isReusePeriod({ executionKeyArn, dataKeyReuseSeconds = 0 }: LimitedStateMachineProps): boolean {
  const inRange =
    Number.isInteger(dataKeyReuseSeconds) && dataKeyReuseSeconds >= 60 && dataKeyReuseSeconds <= 900;
  return executionKeyArn !== undefined && inRange;
}
