import { DEFAULT_FAIL_ON, failing } from '../../policies/report/gate';
import type { Review } from '../../policies/report/review';
import { renderText } from '../../policies/report/text';
import { rulesPage, version } from './about';
import { reviewSynthesized } from './review-system';

/** What was synthesized does not pass the review. The message is the report of what fails. */
export class ReviewRefusedError extends Error {
  override readonly name = 'ReviewRefusedError';
}

/**
 * Judges what was synthesized by the rules, and refuses it when one fails without a waiver: what does not pass is never
 * planned or applied. Proofs are left to `vpc-lambda review`.
 *
 * `VPC_LAMBDA_REVIEW=warn` in the environment lets it pass, for who tries something out; the report is printed all the
 * same.
 *
 * @param out what `synthesizeSystem` wrote to
 * @param warn told of the report where it does not stop anything
 * @throws ReviewRefusedError
 */
export async function refuseFindings(
  out: string,
  environment: string,
  warn: (report: string) => void,
): Promise<Review> {
  const review = await reviewSynthesized(out, environment, { rulesOnly: true });
  refuse(review, warn);
  return review;
}

/** The same for a review that was made. */
export function refuse(review: Review, warn: (report: string) => void): void {
  const found = failing(review, DEFAULT_FAIL_ON);
  if (found.length === 0) return;
  const report = renderText(
    { ...review, findings: found, proofs: [] },
    { rulesPage: rulesPage(), version: version(), color: false },
  );
  if (process.env['VPC_LAMBDA_REVIEW'] !== 'warn') {
    throw new ReviewRefusedError(
      `${report}\nNothing was planned: mend what fails, or write who waives it and why into waivers.json.`,
    );
  }
  warn(report);
}
