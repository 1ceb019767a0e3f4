import type { MutationKind } from '../kind';
import { CONDITION_KINDS } from './conditions';
import { DATABASE_KINDS } from './database';
import { API_KINDS, FUNCTION_KINDS } from './functions';
import { GRANT_KINDS } from './grants';
import { MESSAGE_KINDS } from './messages';
import { NETWORK_PATH_KINDS } from './network-paths';
import { RESOURCE_POLICY_KINDS } from './resource-policies';
import { SECURITY_GROUP_KINDS } from './security-groups';
import { STORAGE_KINDS } from './storage';

/** Every way in which the system is weakened. */
export const MUTATION_KINDS: readonly MutationKind[] = [
  ...SECURITY_GROUP_KINDS,
  ...NETWORK_PATH_KINDS,
  ...GRANT_KINDS,
  ...CONDITION_KINDS,
  ...RESOURCE_POLICY_KINDS,
  ...STORAGE_KINDS,
  ...DATABASE_KINDS,
  ...MESSAGE_KINDS,
  ...FUNCTION_KINDS,
  ...API_KINDS,
];
