/** A statement of a policy that AWS keeps, in IAM's own form. */
export interface ManagedStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A policy that AWS keeps. */
export interface ManagedPolicy {
  readonly statements: readonly ManagedStatement[];
  /** What the table leaves out or widens, where it is not the policy word for word. */
  readonly approximated?: string;
}

export const any = ['*'];

export function allow(...actions: readonly string[]): ManagedStatement {
  return { Effect: 'Allow', Action: actions, Resource: any };
}

export function on(resources: readonly string[], ...actions: readonly string[]): ManagedStatement {
  return { Effect: 'Allow', Action: actions, Resource: resources };
}

export function passTo(resources: readonly string[], services: readonly string[]): ManagedStatement {
  return {
    Effect: 'Allow',
    Action: ['iam:PassRole'],
    Resource: resources,
    Condition: { StringLike: { 'iam:PassedToService': services } },
  };
}

export function policy(...statements: readonly ManagedStatement[]): ManagedPolicy {
  return { statements };
}

export function approximately(what: string, ...statements: readonly ManagedStatement[]): ManagedPolicy {
  return { statements, approximated: what };
}
