import type { Context } from 'aws-lambda';
import * as v from 'valibot';
import { DataApi } from '../adapters/data-api';
import { DataApiTransactions } from '../adapters/data-api-transactions';
import { DatabaseUser } from '../adapters/database-user';
import { RotatingSecret } from '../adapters/rotating-secret';
import { APPLICATION_USER } from '../shared/application-user';
import { Deadline } from '../shared/deadline';
import { readEnvironment } from '../shared/environment';
import { createLogger, invocationLogger } from '../shared/logger';
import { rotateSecret } from './contract';
import { ROTATION_STEPS, RotationRefusedError, rotate } from './rotation';

const environment = readEnvironment(rotateSecret);
const logger = createLogger(rotateSecret.name);

const rotationEvent = v.object({
  Step: v.picklist(ROTATION_STEPS),
  SecretId: v.string(),
  ClientRequestToken: v.pipe(v.string(), v.minLength(32), v.maxLength(64)),
  RotationToken: v.optional(v.string()),
});

/** How long a login is tried with a password that has just become current. */
const LOGIN_MILLIS = 20_000;

/** Called by Secrets Manager, once for each step. It throws when a step fails: Secrets Manager repeats the rotation. */
export async function handler(event: unknown, context: Context): Promise<void> {
  const log = invocationLogger(logger, context);
  try {
    const { Step, SecretId, ClientRequestToken, RotationToken } = parse(event);
    const deadline = Deadline.of(context);
    const statements = new DataApi(environment.ledger, deadline);
    const outcome = await rotate(
      {
        secret: new RotatingSecret(SecretId, deadline),
        user: new DatabaseUser(statements, new DataApiTransactions(environment.ledger, deadline)),
        username: APPLICATION_USER,
        versionId: ClientRequestToken,
        rotationToken: RotationToken,
        logIn: () => logIn(deadline),
      },
      Step,
    );
    log.info({ step: Step, version: ClientRequestToken, outcome }, 'rotation step');
  } catch (error) {
    log.error({ error }, 'the rotation step failed');
    throw error;
  }
}

function parse(event: unknown): v.InferOutput<typeof rotationEvent> {
  const parsed = v.safeParse(rotationEvent, event);
  if (!parsed.success)
    throw new RotationRefusedError('the event is not one of a rotation by Secrets Manager');
  if (parsed.output.SecretId !== environment.ledgerApplication.secretArn) {
    throw new RotationRefusedError('the event is about a secret that this function does not rotate');
  }
  return parsed.output;
}

/** Keeps some of the time, so that there is enough left to go back. */
async function logIn(deadline: Deadline): Promise<void> {
  const application = { ...environment.ledger, secretArn: environment.ledgerApplication.secretArn };
  const [row] = await new DataApi(application, deadline.atMost(LOGIN_MILLIS)).run({
    sql: 'select current_user as user_name',
  });
  if (row?.['user_name'] !== APPLICATION_USER) throw new Error('the login reached another user');
}
