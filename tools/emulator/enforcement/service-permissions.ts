/**
 * What services that are emulated without calls ask before they do something with a role, or in their own name.
 *
 * Each answers why not, in AWS's words, or nothing when it may be done.
 */
export interface ServicePermissions {
  /** A service that assumed a role: a poller of Lambda, a state machine, a schedule. */
  asRole(question: RoleQuestion): Promise<string | undefined>;
  /** A service in its own name, as resource policies admit it. */
  asService(question: ServiceQuestion): Promise<string | undefined>;
}

export interface RoleQuestion {
  readonly roleArn: string;
  /** The name of the session. */
  readonly session: string;
  /** The function whose role it is, without qualifier. @default the role of something else */
  readonly functionArn?: string;
  readonly action: string;
  readonly resource: string;
  /** What is done, for the trace: `ReceiveMessage`. @default the name of the action */
  readonly operation?: string;
}

export interface ServiceQuestion {
  /** `events.amazonaws.com` */
  readonly service: string;
  /** The rule, topic, secret or API on whose behalf. */
  readonly sourceArn: string;
  readonly action: string;
  readonly resource: string;
}

/** The ARN of a function by whatever it is called; the qualifier stays. */
export function functionArn(name: string, region: string, accountId: string, qualifier?: string): string {
  const arn = name.startsWith('arn:')
    ? name
    : `arn:aws:lambda:${region}:${accountId}:function:${name.replace(/^(?:\d{12}:)?(?:function:)?/, '')}`;
  return qualifier === undefined || arn.split(':').length > 7 ? arn : `${arn}:${qualifier}`;
}
