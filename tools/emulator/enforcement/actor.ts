import { createHash } from 'node:crypto';
import type { IdentityPrincipal } from '../../../policies/iam/principal';

/** Who asks for something with the permissions of a role. */
export interface Actor {
  /** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`, as AWS's messages name it. */
  readonly sessionArn: string;
  /** With its path. */
  readonly roleArn: string;
  readonly accountId: string;
  /** `AROA…:SESSION` */
  readonly userId: string;
  /** The function whose role it is. @default none: a state machine, a schedule */
  readonly function?: { readonly name: string; readonly arn: string };
  /**
   * `code`: the function's own code, from its place in the network. `presigned`: somebody outside who was given a URL that
   * the code signed. `service`: an AWS service that assumed the role, from AWS's own network.
   */
  readonly origin: 'code' | 'presigned' | 'service';
}

/** An AWS service that asks in its own name, such as `events.amazonaws.com` for a rule. */
export interface ServiceActor {
  readonly service: string;
  /** The rule, topic or API on whose behalf. */
  readonly sourceArn: string;
  readonly accountId: string;
}

export function isService(actor: Actor | ServiceActor): actor is ServiceActor {
  return 'service' in actor;
}

/** The session of a role that a service assumed: a poller of Lambda, a state machine, a schedule. */
export function roleSession(roleArn: string, session: string, of?: Actor['function']): Actor {
  const accountId = roleArn.split(':')[4] ?? '';
  const role = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  return {
    sessionArn: `arn:aws:sts::${accountId}:assumed-role/${role}/${session}`,
    roleArn,
    accountId,
    userId: `AROA${createHash('sha256').update(roleArn).digest('hex').slice(0, 16).toUpperCase()}:${session}`,
    origin: 'service',
    ...(of ? { function: of } : {}),
  };
}

/** For the evaluator. */
export function principalOfActor(actor: Actor): IdentityPrincipal {
  return {
    kind: 'role-session',
    arn: actor.sessionArn,
    accountId: actor.accountId,
    roleArn: actor.roleArn,
  };
}
