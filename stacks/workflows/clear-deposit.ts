import { decideDeposit } from '../../functions/decide-deposit/contract';
import { postLedger } from '../../functions/post-ledger/contract';
import { readCheque } from '../../functions/read-cheque/contract';
import { requestApproval } from '../../functions/request-approval/contract';
import { screenDeposit } from '../../functions/screen-deposit/contract';
import { verifyAccount } from '../../functions/verify-account/contract';
import { type Branch, fanOutAndMerge } from '../../modules/workflow/fan-out-and-merge';
import { choice, textIs } from '../../modules/workflow/states/choice';
import { fail } from '../../modules/workflow/states/fail';
import { END } from '../../modules/workflow/states/flow';
import { pass } from '../../modules/workflow/states/pass';
import type { Retrier } from '../../modules/workflow/states/retry';
import type { State, Workflow } from '../../modules/workflow/states/state';
import { succeed } from '../../modules/workflow/states/succeed';
import { type LambdaTask, lambdaTask, type WorkflowFunction } from '../../modules/workflow/states/task';
import { RETRY_ASKING, RETRY_TRANSIENT } from './transient-errors';

/** The functions that clear a deposit. */
export const clearingContracts = [
  readCheque,
  screenDeposit,
  verifyAccount,
  decideDeposit,
  requestApproval,
  postLedger,
] as const;

export type ClearingFunctions = Readonly<
  Record<(typeof clearingContracts)[number]['name'], WorkflowFunction>
>;

export interface ClearDepositSettings {
  /** For how long a person may take to approve. @default 259200 (3 days) */
  readonly approvalSeconds?: number;
}

const DAY_SECONDS = 86_400;
const APPROVAL_SECONDS = 3 * DAY_SECONDS;
/** Beside the approval: all checks, decisions and the posting, each with all of its retries, take 70 minutes at most. */
const MACHINE_SECONDS = DAY_SECONDS;

/** The client may upload the image after the deposit: it is waited for ten times, in all for some 11 minutes. */
const RETRY_MISSING_IMAGE: Retrier = {
  errors: ['ImageMissingError'],
  intervalSeconds: 10,
  backoffRate: 1.5,
  maxDelaySeconds: 120,
  maxAttempts: 10,
  jitter: 'FULL',
};

/**
 * Clears one deposit, input `{ depositId }`: three checks side by side, a decision, a person's approval where the
 * decision asks for it, and the posting. What fails technically never rejects a deposit: after its retries the execution
 * fails, an alarm rises, and it is redriven from where it failed.
 */
export function clearDeposit(functions: ClearingFunctions, settings: ClearDepositSettings = {}): Workflow {
  const { approvalSeconds = APPROVAL_SECONDS } = settings;
  return {
    comment: 'Checks a deposit, decides on it, and posts it to the ledger',
    timeoutSeconds: MACHINE_SECONDS + approvalSeconds,
    startAt: 'Check deposit',
    states: {
      ...fanOutAndMerge({
        name: 'Check deposit',
        branches: [
          check('Read cheque', functions['read-cheque']),
          check('Screen deposit', functions['screen-deposit']),
          check('Verify account', functions['verify-account']),
        ],
        resultsAt: '$.checks',
        merge: {
          name: 'Decide',
          task: decide(functions, { 'checks.$': '$.checks' }, 'Follow decision'),
        },
      }),
      'Follow decision': choice({
        rules: [
          { when: textIs('$.decided.decision', 'POST'), next: 'Post to ledger' },
          { when: textIs('$.decided.decision', 'REVIEW'), next: 'Request approval' },
          { when: textIs('$.decided.decision', 'REJECT'), next: 'Rejected' },
        ],
        otherwise: 'Unknown decision',
      }),
      ...approval(functions, approvalSeconds),
      'Post to ledger': lambdaTask({
        function: functions['post-ledger'],
        payload: { 'depositId.$': '$.depositId' },
        retry: [RETRY_TRANSIENT],
        next: 'Cleared',
      }),
      Cleared: succeed(),
      Rejected: succeed({ comment: 'The decision is recorded and told' }),
      'Unknown decision': fail({
        error: 'UnknownDecisionError',
        cause: 'decide-deposit answered none of the decisions that the workflow knows',
      }),
    },
  };
}

/** Only an image that never came is a result, for a person to look at. */
function check(name: string, called: WorkflowFunction): Branch {
  const readsImage = name === 'Read cheque';
  return {
    name,
    task: lambdaTask({
      function: called,
      payload: { 'depositId.$': '$.depositId' },
      retry: readsImage ? [RETRY_TRANSIENT, RETRY_MISSING_IMAGE] : [RETRY_TRANSIENT],
      next: END,
    }),
    failures: readsImage
      ? [
          {
            errors: ['ImageMissingError'],
            name: 'Image missing',
            result: { check: 'cheque', outcome: 'REVIEW', reasons: ['IMAGE_MISSING'] },
          },
        ]
      : [],
  };
}

/** The decision is put beside the input, whose id the later tasks need. */
function decide(
  functions: ClearingFunctions,
  seen: Readonly<Record<string, string>>,
  next: string,
): LambdaTask {
  return lambdaTask({
    function: functions['decide-deposit'],
    payload: { 'depositId.$': '$.depositId', ...seen },
    resultSelector: { 'decision.$': '$.Payload.decision', 'reasons.$': '$.Payload.reasons' },
    resultPath: '$.decided',
    retry: [RETRY_TRANSIENT],
    next,
  });
}

/** Waits for a person; no answer in time is an answer too. The second decision asks nobody again. */
function approval(functions: ClearingFunctions, approvalSeconds: number): Readonly<Record<string, State>> {
  return {
    'Request approval': lambdaTask({
      function: functions['request-approval'],
      payload: {
        'depositId.$': '$.depositId',
        'reasons.$': '$.decided.reasons',
        'taskToken.$': '$$.Task.Token',
        // From which the function tells the person until when an answer counts.
        timeoutSeconds: approvalSeconds,
      },
      waitForToken: true,
      timeoutSeconds: approvalSeconds,
      resultPath: '$.approval',
      retry: [RETRY_ASKING],
      catch: [{ errors: ['States.Timeout'], next: 'Approval expired', resultPath: null }],
      next: 'Decide on approval',
    }),
    'Approval expired': pass({
      result: { approval: 'EXPIRED' },
      resultPath: '$.approval',
      next: 'Decide on approval',
    }),
    'Decide on approval': decide(functions, { 'approval.$': '$.approval' }, 'Follow approval'),
    'Follow approval': choice({
      rules: [
        { when: textIs('$.decided.decision', 'POST'), next: 'Post to ledger' },
        { when: textIs('$.decided.decision', 'REJECT'), next: 'Rejected' },
      ],
      otherwise: 'Unknown decision',
    }),
  };
}
