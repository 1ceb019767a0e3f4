import type { Severity } from '../rules/rule';
import { severityRank } from './order';
import type { Review, ReviewFinding } from './review';

/** From this severity on a finding stops a review, unless the caller says otherwise: from every one. */
export const DEFAULT_FAIL_ON: Severity = 'low';

/**
 * The findings for which the review is not passed: what fails, at least as severe as said, and is not a part of the
 * approved state. What is unknown is shown and counted; it does not stop anything, because nobody can mend what only
 * `apply` will tell.
 */
export function failing({ findings }: Review, failOn: Severity): readonly ReviewFinding[] {
  const least = severityRank(failOn);
  return findings.filter(
    ({ status, severity, baselineState }) =>
      status === 'fail' && severityRank(severity) >= least && baselineState !== 'unchanged',
  );
}
