import { Problems } from '../../../modules/core/errors';
import { checkDefinition } from '../../../modules/workflow/definition-checks';
import { longestTime } from '../../../modules/workflow/longest-time';
import { allStates } from '../../../modules/workflow/states/state';
import { checkWorkflowTimes } from '../../../modules/workflow/workflow-time-checks';
import { clearDeposit, clearingContracts } from '../../../stacks/workflows/clear-deposit';
import { aliasArn, functionsOf, namesTriggeredBy, statesByName, validatorMessages } from './support';

const workflow = clearDeposit(functionsOf([...clearingContracts]));
const states = statesByName(workflow);

/** A list in a state that is there. */
const listOf = (name: string, property: string) => (states[name]?.[property] ?? []) as readonly unknown[];

/** Source: the design's list of what every task tries again. */
const TRANSIENT = {
  ErrorEquals: [
    'Lambda.ServiceException',
    'Lambda.AWSLambdaException',
    'Lambda.SdkClientException',
    'Lambda.TooManyRequestsException',
    'Lambda.Unknown',
    'Runtime.ExitError',
    'Sandbox.Timedout',
    'UnavailableError',
    'States.Timeout',
  ],
  IntervalSeconds: 2,
  BackoffRate: 2,
  MaxDelaySeconds: 60,
  MaxAttempts: 8,
  JitterStrategy: 'FULL',
};

describe('clear-deposit', () => {
  test('is valid: by asl-validator, by our checks, and in its times', () => {
    const problems = new Problems();
    checkDefinition(problems, workflow);
    checkWorkflowTimes(problems, workflow);
    expect(problems.all).toEqual([]);
    expect(validatorMessages(workflow)).toEqual([]);
  });

  test('calls exactly the functions whose contracts name it', () => {
    const calledArns = allStates(workflow).flatMap((state) =>
      state.type === 'Task' ? [state.function.aliasArn] : [],
    );
    expect([...new Set(calledArns)].sort()).toEqual(namesTriggeredBy('clearing').map(aliasArn));
    expect(clearingContracts.map(({ name }) => name).sort()).toEqual(namesTriggeredBy('clearing'));
  });

  test.each([
    ['Read cheque', 'read-cheque', { 'depositId.$': '$.depositId' }],
    ['Screen deposit', 'screen-deposit', { 'depositId.$': '$.depositId' }],
    ['Verify account', 'verify-account', { 'depositId.$': '$.depositId' }],
    ['Decide', 'decide-deposit', { 'depositId.$': '$.depositId', 'checks.$': '$.checks' }],
    [
      'Request approval',
      'request-approval',
      {
        'depositId.$': '$.depositId',
        'reasons.$': '$.decided.reasons',
        'taskToken.$': '$$.Task.Token',
        timeoutSeconds: 259_200,
      },
    ],
    ['Decide on approval', 'decide-deposit', { 'depositId.$': '$.depositId', 'approval.$': '$.approval' }],
    ['Post to ledger', 'post-ledger', { 'depositId.$': '$.depositId' }],
  ])('%s calls %s and retries what is transient', (state, name, Payload) => {
    expect(states[state]).toMatchObject({ Parameters: { FunctionName: aliasArn(name), Payload } });
    // Nobody's answer in time is an answer: it is not asked for again.
    const errors = TRANSIENT.ErrorEquals.filter(
      (error) => name !== 'request-approval' || error !== 'States.Timeout',
    );
    expect(listOf(state, 'Retry')[0]).toEqual({ ...TRANSIENT, ErrorEquals: errors });
  });

  test('waits for the image, and then lets a person look', () => {
    expect(listOf('Read cheque', 'Retry')[1]).toEqual({
      ErrorEquals: ['ImageMissingError'],
      IntervalSeconds: 10,
      BackoffRate: 1.5,
      MaxDelaySeconds: 120,
      MaxAttempts: 10,
      JitterStrategy: 'FULL',
    });
    expect(states['Read cheque']?.['Catch']).toEqual([
      { ErrorEquals: ['ImageMissingError'], Next: 'Image missing', ResultPath: null },
    ]);
    expect(states['Image missing']).toEqual({
      Type: 'Pass',
      Result: { check: 'cheque', outcome: 'REVIEW', reasons: ['IMAGE_MISSING'] },
      End: true,
    });
  });

  test('catches nothing else: what fails technically fails the execution', () => {
    const catching = Object.entries(states).filter(([, state]) => 'Catch' in state);
    expect(catching.map(([name]) => name).sort()).toEqual(['Read cheque', 'Request approval']);
  });

  test('runs the checks side by side and hands all of them to the decision', () => {
    expect(states['Check deposit']).toMatchObject({
      Type: 'Parallel',
      ResultPath: '$.checks',
      Next: 'Decide',
    });
    const branches = states['Check deposit']?.['Branches'] as ReadonlyArray<{ StartAt: string }>;
    expect(branches.map(({ StartAt }) => StartAt)).toEqual([
      'Read cheque',
      'Screen deposit',
      'Verify account',
    ]);
  });

  test('follows the decision', () => {
    const rule = (decision: string, next: string) => ({
      Variable: '$.decided.decision',
      StringEquals: decision,
      Next: next,
    });
    expect(states['Follow decision']).toEqual({
      Type: 'Choice',
      Choices: [
        rule('POST', 'Post to ledger'),
        rule('REVIEW', 'Request approval'),
        rule('REJECT', 'Rejected'),
      ],
      Default: 'Unknown decision',
    });
    expect(states['Follow approval']).toEqual({
      Type: 'Choice',
      Choices: [rule('POST', 'Post to ledger'), rule('REJECT', 'Rejected')],
      Default: 'Unknown decision',
    });
    for (const name of ['Decide', 'Decide on approval']) {
      expect(states[name]).toMatchObject({
        ResultSelector: { 'decision.$': '$.Payload.decision', 'reasons.$': '$.Payload.reasons' },
        ResultPath: '$.decided',
      });
    }
    expect(states['Post to ledger']).toMatchObject({ Next: 'Cleared' });
    expect([
      states['Cleared']?.['Type'],
      states['Rejected']?.['Type'],
      states['Unknown decision']?.['Type'],
    ]).toEqual(['Succeed', 'Succeed', 'Fail']);
  });

  test('gives a person three days, and takes no answer for one', () => {
    expect(states['Request approval']).toMatchObject({
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      TimeoutSeconds: 259_200,
      ResultPath: '$.approval',
      Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Approval expired', ResultPath: null }],
      Next: 'Decide on approval',
    });
    expect(states['Request approval']).not.toHaveProperty('OutputPath');
    expect(states['Approval expired']).toEqual({
      Type: 'Pass',
      Result: { approval: 'EXPIRED' },
      ResultPath: '$.approval',
      Next: 'Decide on approval',
    });
  });

  test('gives tasks more than their functions, and takes 70 minutes at most beside the approval', () => {
    expect(states['Post to ledger']).toMatchObject({ TimeoutSeconds: 40 });
    const { seconds } = longestTime(workflow);
    expect(Math.ceil((seconds - 259_200) / 60)).toBeLessThanOrEqual(70);
    expect(workflow.timeoutSeconds).toBe(259_200 + 86_400);
    const shorter = clearDeposit(functionsOf([...clearingContracts]), { approvalSeconds: 60 });
    expect(statesByName(shorter)['Request approval']).toMatchObject({
      TimeoutSeconds: 60,
      Parameters: { Payload: { timeoutSeconds: 60 } },
    });
    expect(shorter.timeoutSeconds).toBe(86_460);
  });
});
