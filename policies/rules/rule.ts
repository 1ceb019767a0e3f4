import type { Resource } from '../graph/resource';
import type { RuleContext } from './context';
import type { Outcome } from './outcome';

/** From the least to the worst. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** What a finding tells besides the place: of a rule, or of a proof. */
export interface Criterion {
  /** As the file is named: `network-no-open-ingress`. Stable: waivers and baselines name it. */
  readonly id: string;
  readonly severity: Severity;
  /** What must hold, as one sentence. */
  readonly summary: string;
  /** Why: what happens when it does not hold. */
  readonly rationale: string;
  /** How to mend it, with the attribute to set. */
  readonly remediation: string;
  /** The same or nearly the same check elsewhere: `CKV_AWS_50`, `AVD-AWS-0066`, `AwsSolutions-L1`. @default none */
  readonly references?: readonly string[];
}

/** One property that every resource of some types must have. */
export interface Rule extends Criterion {
  /** Types of managed resources that `check` is asked about; `data.aws_iam_policy_document` for data sources. */
  readonly types: readonly string[];
  /**
   * What cannot be seen is unknown, never pass. Nothing (an empty list) says that the rule does not concern this
   * resource. One resource may have several outcomes: one for each statement, or each block.
   */
  check(resource: Resource, context: RuleContext): Outcome | readonly Outcome[];
}
