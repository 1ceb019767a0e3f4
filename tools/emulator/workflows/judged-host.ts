import { functionArn, type ServicePermissions } from '../enforcement/service-permissions';
import { isObject } from './language/json';
import type { TaskCall, WorkflowHost } from './language/run';
import { StatesError } from './language/states-error';

/** Whose permissions bind an execution. */
export interface ExecutionRole {
  readonly roleArn: string;
  readonly machineArn: string;
  /** Of the execution: it is the name of the session. */
  readonly name: string;
}

/** The host of an execution that does only what the state machine's role may do. */
export function judgedHost(
  host: WorkflowHost,
  permissions: ServicePermissions,
  { roleArn, machineArn, name }: ExecutionRole,
): WorkflowHost {
  const ask = (action: string, resource: string) =>
    permissions.asRole({ roleArn, session: name, action, resource });
  const object = async (action: string, bucket: string, key: string): Promise<void> => {
    const refused = await ask(action, `arn:aws:s3:::${bucket}/${key}`);
    if (refused !== undefined) throw new Error(refused);
  };
  return {
    ...host,
    runTask: async (call) => {
      const refused = await ask('lambda:InvokeFunction', calledFunction(call, machineArn));
      if (refused === undefined) return host.runTask(call);
      throw new StatesError(
        'Lambda.AWSLambdaException',
        `${refused} (Service: Lambda, Status Code: 403, Error Code: AccessDeniedException)`,
      );
    },
    startChildren: async () => {
      const refused = await ask('states:StartExecution', machineArn);
      if (refused !== undefined) throw new StatesError('States.Permissions', refused);
    },
    objects: {
      get: async (region, bucket, key) => {
        await object('s3:GetObject', bucket, key);
        return host.objects.get(region, bucket, key);
      },
      put: async (region, bucket, key, body) => {
        await object('s3:PutObject', bucket, key);
        return host.objects.put(region, bucket, key, body);
      },
    },
  };
}

/** The function that a Task state calls. What is not a function fails in the task itself. */
function calledFunction({ resource, input, region }: TaskCall, machineArn: string): string {
  if (/^arn:[\w-]+:lambda:/.test(resource)) return resource;
  const { FunctionName, Qualifier } = isObject(input) ? input : {};
  const accountId = machineArn.split(':')[4] ?? '';
  return functionArn(
    typeof FunctionName === 'string' ? FunctionName : '*',
    region,
    accountId,
    typeof Qualifier === 'string' ? Qualifier : undefined,
  );
}
