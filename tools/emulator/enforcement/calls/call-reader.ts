import type { AccessQuery, CallFacts } from '../access-query';
import type { DeployedResources } from '../deployed-resources';

/**
 * The permissions that a call needs; nothing where this emulator cannot tell.
 *
 * @param actions what the operation is called in IAM, by policies/sdk
 */
export type CallReader = (
  facts: CallFacts,
  actions: readonly string[],
  resources: DeployedResources,
) => readonly AccessQuery[] | undefined | Promise<readonly AccessQuery[] | undefined>;
