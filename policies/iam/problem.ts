/** What AWS would refuse, or what has no effect, in a policy document. */
export interface PolicyProblem {
  readonly code: 'POLICY_SYNTAX' | 'POLICY_VALUE' | 'POLICY_NO_EFFECT';
  /** Zero-based; absent when it concerns the document. */
  readonly statement?: number;
  /** The member and the place in it, such as `Action[1]` or `Condition.StringEquals.aws:SourceVpc`. */
  readonly member: string;
  readonly message: string;
}

/** Collects problems while a document is read. An invalid part is handed on as unknown: AWS would refuse the policy. */
export class PolicyProblems {
  readonly found: PolicyProblem[] = [];

  constructor(private readonly statement?: number) {}

  add(code: PolicyProblem['code'], member: string, message: string): { readonly unknown: string } {
    this.found.push({
      code,
      ...(this.statement === undefined ? {} : { statement: this.statement }),
      member,
      message,
    });
    return { unknown: `${member}: ${message}` };
  }
}
