import { getDeposit } from '../functions/get-deposit/contract';
import { migrateDatabase } from '../functions/migrate-database/contract';
import { rotateSecret } from '../functions/rotate-secret/contract';
import type { FunctionContract } from '../functions/shared/contract';
import { submitDeposit } from '../functions/submit-deposit/contract';

/** Every function of the system. A test holds this list equal to the folders of `functions/`. */
export const contracts: readonly FunctionContract[] = [
  getDeposit,
  migrateDatabase,
  rotateSecret,
  submitDeposit,
];
