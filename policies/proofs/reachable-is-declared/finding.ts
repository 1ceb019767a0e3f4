import type { FunctionReach } from '../../model/reach/function-reach';
import { plainText } from '../../model/reach/plain-text';
import type { Step, Way } from '../../model/reach/step';
import type { ProofViolation } from '../../report/proof';
import type { Criterion } from '../../rules/rule';

export interface ReachFinding extends ProofViolation {
  readonly criterion: Criterion;
}

const MARKS = { open: 'open', blocked: 'BLOCKED', unknown: 'not known' } as const;

/** The way step by step, for a counter-example. */
export function stepLines(steps: readonly Step[]): readonly string[] {
  return steps.map(({ kind, passage, says }) => `${MARKS[passage]}: ${kind}: ${plainText(says)}`);
}

/** The way as far as it goes: what lies behind the step that blocks is not shown. */
export function untilBlocked({ steps }: Way): readonly Step[] {
  const end = steps.findIndex(({ passage }) => passage === 'blocked');
  return end < 0 ? steps : steps.slice(0, end + 1);
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function namesText(names: readonly string[], most = 3): string {
  const unique = [...new Set(names)];
  if (unique.length <= 1) return unique[0] ?? 'nothing';
  if (unique.length <= most) return `${unique.slice(0, -1).join(', ')} and ${unique[unique.length - 1]}`;
  return `${unique.slice(0, most - 1).join(', ')} and ${unique.length - most + 1} more`;
}

/** Functions for a message. */
export function functionsText(functions: readonly FunctionReach[]): string {
  return namesText(functions.map(({ lambda }) => lambda.address));
}
