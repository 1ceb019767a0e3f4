import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { WorkflowStarter } from '../../../functions/adapters/workflow-starter';
import { Deadline } from '../../../functions/shared/deadline';
import { UnavailableError } from '../../../functions/shared/errors';

const stepFunctions = mockClient(SFNClient);
const named = (name: string) => Object.assign(new Error(name), { name });
const start = () =>
  new WorkflowStarter('arn:machine', Deadline.after(500)).start('id-1', { depositId: 'id-1' });

let random: jest.SpyInstance;
beforeEach(() => {
  stepFunctions.reset();
  random = jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => random.mockRestore());

describe('WorkflowStarter', () => {
  test('starts the execution under its name', async () => {
    stepFunctions.on(StartExecutionCommand).resolves({ executionArn: 'arn:execution' });
    await expect(start()).resolves.toBe('running');
    expect(stepFunctions.commandCalls(StartExecutionCommand)[0]?.args[0].input).toEqual({
      stateMachineArn: 'arn:machine',
      name: 'id-1',
      input: '{"depositId":"id-1"}',
    });
  });

  test('GIVEN the execution has ended before THEN that is told, and nothing is tried again', async () => {
    stepFunctions.on(StartExecutionCommand).rejects(named('ExecutionAlreadyExists'));
    await expect(start()).resolves.toBe('ended-before');
    expect(stepFunctions.calls()).toHaveLength(1);
  });

  test.each(['ThrottlingException', 'ExecutionLimitExceeded', 'KmsThrottlingException', 'TimeoutError'])(
    'GIVEN %s THEN again',
    async (name) => {
      stepFunctions.on(StartExecutionCommand).rejectsOnce(named(name)).resolves({});
      await expect(start()).resolves.toBe('running');
      expect(stepFunctions.calls()).toHaveLength(2);
    },
  );

  test.each(['AccessDeniedException', 'StateMachineDoesNotExist', 'InvalidExecutionInput'])(
    'GIVEN %s THEN it is thrown at once',
    async (name) => {
      stepFunctions.on(StartExecutionCommand).rejects(named(name));
      await expect(start()).rejects.toThrow(name);
      expect(stepFunctions.calls()).toHaveLength(1);
    },
  );

  test('GIVEN something that is no Error was thrown THEN it is passed on', async () => {
    stepFunctions.on(StartExecutionCommand).callsFake(() => Promise.reject('text'));
    await expect(start()).rejects.toBe('text');
  });

  test('GIVEN it stays throttled THEN UnavailableError', async () => {
    stepFunctions.on(StartExecutionCommand).callsFake(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw named('ThrottlingException');
    });
    await expect(start()).rejects.toBeInstanceOf(UnavailableError);
  });
});
