import { parseFunctionReference } from '../../functions/function-name';
import { arnHere, textOf } from '../access-query';
import type { CallReader } from './call-reader';

/** Lambda: what is done to one function. */
export const lambda: CallReader = (facts, actions) => {
  const name = /\/functions\/([^/]+)/.exec(facts.path)?.[1];
  if (name === undefined) return actions.map((action) => ({ action, resource: '*', context: {} }));
  const reference = parseFunctionReference(
    decodeURIComponent(name),
    facts.region,
    facts.query.get('Qualifier') ?? undefined,
  );
  const qualifier = reference.qualifier === undefined ? '' : `:${reference.qualifier}`;
  const resource = `arn:aws:lambda:${reference.region}:${facts.accountId}:function:${reference.name}${qualifier}`;
  return actions.map((action) => ({ action, resource, context: {} }));
};

/** Step Functions. A task's token names its execution, but the actions on it have no resource. */
export const states: CallReader = ({ operation, input }, actions) => {
  if (/^SendTask/.test(operation)) return actions.map((action) => ({ action, resource: '*', context: {} }));
  const resource =
    textOf(input['stateMachineArn']) || textOf(input['executionArn']) || textOf(input['activityArn']);
  return resource === '' ? undefined : actions.map((action) => ({ action, resource, context: {} }));
};

/** The Data API: the cluster. What it does with the secret is in implied-access. */
export const rdsData: CallReader = ({ input }, actions) => {
  const resource = textOf(input['resourceArn']);
  return resource === '' ? undefined : actions.map((action) => ({ action, resource, context: {} }));
};

/** CloudWatch Logs: AWS's own messages name the group with a stream behind it, empty where none is meant. */
export const logs: CallReader = (facts, actions) => {
  const group = textOf(facts.input['logGroupName']);
  if (group === '') return undefined;
  const stream = textOf(facts.input['logStreamName']);
  const named = facts.operation === 'CreateLogStream' ? '' : stream;
  const resource = arnHere(facts, 'logs', `log-group:${group}:log-stream:${named}`);
  return actions.map((action) => ({ action, resource, context: {} }));
};

/** STS: whoever asks who he is needs no permission. */
export const sts: CallReader = ({ operation, input }, actions) => {
  if (operation === 'GetCallerIdentity') return [];
  const resource = textOf(input['RoleArn']);
  return resource === '' ? undefined : actions.map((action) => ({ action, resource, context: {} }));
};
