/** What the guardrails of one environment are about: ids and ARNs as they are in the account. */
export interface GuardrailScope {
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  readonly vpcId: string;
  /** Those in which functions may lie. */
  readonly subnetIds: readonly string[];
  /** Those that functions may have. */
  readonly securityGroupIds: readonly string[];
  /** The default group of the VPC. @default none: the VPC is somebody else's */
  readonly defaultSecurityGroupId?: string;
  /** The functions' permissions boundary. */
  readonly boundaryArn: string;
  /** Roles that must keep it. */
  readonly boundedRoleArns: readonly string[];
  /** Log groups that nobody but a deployer may delete: flow logs, the firewall's. @default none */
  readonly logGroupArns?: readonly string[];
  /** Who may change the network and the boundary: ARNs of roles, with `*` and `?`. */
  readonly deployerArns: readonly string[];
}

/** A part of the scope is missing or is not what it should be. One line that says which, and how to give it. */
export class GuardrailScopeError extends Error {
  override readonly name = 'GuardrailScopeError';
}

const FORMS = {
  vpcId: /^vpc-[0-9a-f]{8,17}$/,
  subnetIds: /^subnet-[0-9a-f]{8,17}$/,
  securityGroupIds: /^sg-[0-9a-f]{8,17}$/,
  defaultSecurityGroupId: /^sg-[0-9a-f]{8,17}$/,
  boundaryArn: /^arn:[\w-]+:iam::\d{12}:policy\/[\w+=,.@/-]+$/,
  boundedRoleArns: /^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/,
  logGroupArns: /^arn:[\w-]+:logs:[\w-]+:\d{12}:log-group:[^\s"*]+$/,
  // A star for the account or in place of the kind would let in everybody.
  deployerArns: /^arn:[\w-]+:(iam|sts)::\d{12}:(role|user|assumed-role)\/[^\s"*?][^\s"]*$/,
} as const;

const LISTS = ['subnetIds', 'securityGroupIds', 'boundedRoleArns', 'deployerArns'] as const;

/**
 * An empty list would turn a condition into one that holds for nothing or for everything; a mistyped id into a function
 * that nobody can deploy.
 *
 * @throws GuardrailScopeError
 */
export function checkScope(scope: GuardrailScope): void {
  for (const name of LISTS) {
    if (scope[name].length === 0) throw new GuardrailScopeError(`${name}: at least one is needed`);
  }
  for (const [name, form] of Object.entries(FORMS)) {
    const value = scope[name as keyof typeof FORMS];
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) {
      if (!form.test(one)) throw new GuardrailScopeError(`${name}: ${JSON.stringify(one)} is not one`);
    }
  }
}
