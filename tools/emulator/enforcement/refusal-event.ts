import type { MissingStatement } from './wording';

/** A call, or a part of one, that was not let through: for the log, and for whoever tests it. */
export interface RefusalEvent {
  readonly kind: 'refusal';
  readonly reason: 'denied' | 'unreachable';
  /** Who asked: a function's name, a role's session, a service. */
  readonly who: string;
  /** The function whose role it is. */
  readonly functionName?: string;
  readonly action: string;
  /** An ARN, or `*`. */
  readonly resource: string;
  /** What the caller was answered; nothing for a call that is held. */
  readonly answered?: string;
  /** The statement that is missing, as it is pasted into the policy. */
  readonly missing?: MissingStatement;
  /** The policy that refuses, or in which the statement is missing. */
  readonly policy?: string;
  /** The path that is blocked, what blocks it and the smallest change. */
  readonly blocked?: {
    readonly path: string;
    readonly says: string;
    readonly address?: string;
    readonly smallestChange?: string;
  };
  /** All of it in one line. */
  readonly line: string;
}
