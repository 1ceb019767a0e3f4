import type { Context } from 'aws-lambda';
import { DataApi } from '../adapters/data-api';
import { DataApiTransactions } from '../adapters/data-api-transactions';
import { DatabaseUser } from '../adapters/database-user';
import { readSecret } from '../adapters/secrets';
import { parseUserSecret } from '../adapters/user-secret';
import { APPLICATION_USER } from '../shared/application-user';
import { Deadline } from '../shared/deadline';
import { readEnvironment } from '../shared/environment';
import { createLogger, invocationLogger } from '../shared/logger';
import { migrateDatabase } from './contract';
import { BOOKKEEPING, MIGRATIONS } from './migrations';
import { type Migrated, migrate } from './migrator';

const environment = readEnvironment(migrateDatabase);
const logger = createLogger(migrateDatabase.name);

/** What Terraform's `aws_lambda_invocation` adds to its input when it manages more than the creation. */
interface DeploymentEvent {
  readonly tf?: { readonly action?: string };
}

/** `awaits-rotation`: the secret has no value yet; its first rotation makes one and sets it. */
type PasswordState = 'set' | 'unchanged' | 'awaits-rotation';

export interface MigrationAnswer extends Migrated {
  readonly applicationPassword: PasswordState;
}

/**
 * Called by Terraform for each new set of migrations. It throws when something is refused, so that the apply fails there
 * and not in the first request.
 */
export async function handler(
  event: DeploymentEvent,
  context: Context,
): Promise<MigrationAnswer | { skipped: string }> {
  const log = invocationLogger(logger, context);
  if (event?.tf?.action === 'delete') return { skipped: 'a destroyed deployment leaves the data as it is' };
  const deadline = Deadline.of(context);
  const statements = new DataApi(environment.ledger, deadline);
  const transactions = new DataApiTransactions(environment.ledger, deadline);
  try {
    const migrated = await migrate({
      statements,
      transactions,
      migrations: MIGRATIONS,
      bookkeeping: BOOKKEEPING,
    });
    const applicationPassword = await ensurePassword(new DatabaseUser(statements, transactions), deadline);
    const answer = { ...migrated, applicationPassword };
    log.info({ migrations: answer }, 'the database is up to date');
    return answer;
  } catch (error) {
    log.error({ error }, 'the database was not brought up to date');
    throw error;
  }
}

/**
 * Sets the password of the current version of the secret, unless the user has it already, or has the one of a rotation
 * that is not finished: that rotation would fail if its password were taken back.
 */
async function ensurePassword(user: DatabaseUser, deadline: Deadline): Promise<PasswordState> {
  const { secretArn } = environment.ledgerApplication;
  const current = await readSecret(secretArn, deadline);
  if (!current) return 'awaits-rotation';
  const applied = await user.secretVersion(APPLICATION_USER);
  if (applied === current.versionId) return 'unchanged';
  const pending = await readSecret(secretArn, deadline, { stage: 'AWSPENDING' });
  if (pending && pending.versionId === applied) return 'unchanged';
  const { password } = parseUserSecret(current.value, APPLICATION_USER);
  await user.setPassword(APPLICATION_USER, password, current.versionId);
  return 'set';
}
