import type { Severity } from '../rules/rule';

/** One finding, as `review` prints it in every format. */
export interface Finding {
  /** The rule's or proof's id. */
  readonly rule: string;
  readonly severity: Severity;
  readonly status: 'fail' | 'unknown' | 'waived';
  /** Terraform's resource address. */
  readonly address: string;
  /** The stack, in a synthesized directory. */
  readonly stack?: string;
  /** Relative to what was judged; for our own stacks the TypeScript file of the construct. */
  readonly file: string;
  /** From 1. */
  readonly line?: number;
  readonly message: string;
  readonly remediation: string;
  readonly references: readonly string[];
}
