import type { Statement } from '../core/capability';
import { CustomerKey } from '../data/customer-key';
import { INVOKE_ACTIONS } from '../identity/actions';
import { type AwsLocation, regionalArn } from '../identity/aws-location';
import { CHILD_ACTIONS, ITEM_ACTIONS, REDRIVE_ACTIONS, RESULT_ACTIONS, START_ACTIONS } from './actions';
import type { DistributedMap } from './states/distributed-map';
import { allStates, type Workflow } from './states/state';

/**
 * What the states of a workflow take, each statement from the states that need it: the aliases of the functions that are
 * called, and for distributed maps the workflow itself, its children, and the two parts of buckets.
 */
export function taskStatements(
  location: AwsLocation,
  name: string,
  workflow: Workflow,
): readonly Statement[] {
  const states = allStates(workflow);
  const aliases = new Set(
    states.flatMap((state) => (state.type === 'Task' ? [state.function.aliasArn] : [])),
  );
  const maps = states.filter((state) => state.type === 'DistributedMap');
  const statements: Statement[] = [];
  if (aliases.size > 0) {
    statements.push({ sid: 'CallFunctions', actions: INVOKE_ACTIONS, resources: [...aliases] });
  }
  if (maps.length > 0)
    statements.push(...childStatements(location, name, maps), ...maps.flatMap(objectStatements));
  return statements;
}

/** The children's ARNs end in ids that nobody knows beforehand; the label narrows them to one map. */
function childStatements(
  location: AwsLocation,
  name: string,
  maps: readonly DistributedMap[],
): readonly Statement[] {
  const children = maps.map(({ label }) => regionalArn(location, 'states', `execution:${name}/${label}:*`));
  return [
    {
      sid: 'StartItemsOfItself',
      actions: START_ACTIONS,
      resources: [regionalArn(location, 'states', `stateMachine:${name}`)],
    },
    {
      sid: 'FollowItems',
      actions: CHILD_ACTIONS,
      resources: [regionalArn(location, 'states', `execution:${name}:*`), ...children],
    },
    { sid: 'RedriveItems', actions: REDRIVE_ACTIONS, resources: children },
  ];
}

function objectStatements({ items, results }: DistributedMap): readonly Statement[] {
  const itemsContext = { 'aws:s3:arn': items.bucket.bucketArn };
  const resultsContext = { 'aws:s3:arn': results.bucket.bucketArn };
  const itemsKey = CustomerKey.fromAttributes(items.bucket.key);
  const resultsKey = CustomerKey.fromAttributes(results.bucket.key);
  return [
    { sid: 'ReadItems', actions: ITEM_ACTIONS, resources: [`${items.bucket.bucketArn}/${items.prefix}*`] },
    {
      sid: 'WriteResults',
      actions: RESULT_ACTIONS,
      resources: [`${results.bucket.bucketArn}/${results.prefix}*`],
    },
    itemsKey.decryptVia('s3', itemsContext),
    // An upload in parts is decrypted to be put together.
    resultsKey.decryptVia('s3', resultsContext),
    resultsKey.encryptVia('s3', resultsContext),
  ];
}
