import { Fn } from 'cdktf';
import type { Construct } from 'constructs';
import { checkText } from '../core/checks';
import { GeneratedSecret, type GeneratedSecretProps } from './generated-secret';

export interface DatabaseSecretProps extends GeneratedSecretProps {
  /** The PostgreSQL role that the secret opens. A migration makes the role with the password it finds here. */
  readonly username: string;
}

/**
 * The name and password of a database user, as the RDS Data API wants them: `{"username": …, "password": …}`.
 * Made before the database: a migration creates the user from it, and a rotation changes both together.
 *
 * @throws InvalidInputError for names, windows and user names that AWS or PostgreSQL would refuse
 */
export class DatabaseSecret extends GeneratedSecret {
  constructor(scope: Construct, id: string, props: DatabaseSecretProps) {
    super(
      scope,
      id,
      props,
      (password) => Fn.jsonencode({ username: props.username, password }),
      (problems) =>
        checkText(problems, {
          code: 'database-username',
          property: 'username',
          value: props.username,
          pattern: /^(?!pg_|rds)[a-z_][a-z0-9_]{0,62}$/,
          allowed: '1 to 63 lower-case letters, digits and "_", not beginning with a digit, "pg_" or "rds"',
          fix: 'Use a name that PostgreSQL takes without quotes, such as deposits_application.',
        }),
    );
  }
}
