import type { Review, ReviewFinding } from './review';

/**
 * The review for programs. With `schemaVersion` 1 keys may be added, and none changes its meaning. It is also what a later review takes as its baseline.
 */
export function renderJson(review: Review): string {
  const { source, findings, summary, proofs, comparison, system } = review;
  const body = {
    schemaVersion: 1,
    source,
    findings: findings.map(jsonFinding),
    summary,
    proofs,
    ...(comparison ? { comparison } : {}),
    system,
  };
  return `${JSON.stringify(body, null, 2)}\n`;
}

function jsonFinding(finding: ReviewFinding): object {
  const { rule, severity, status, address, stack, file, line, message, remediation, references } = finding;
  const { fingerprint, constructPath, usedAt, waived, counterExample, baselineState } = finding;
  // What is not there is left out: JSON has no `undefined`.
  return {
    rule,
    severity,
    status,
    address,
    stack,
    file,
    line,
    message,
    remediation,
    references,
    fingerprint,
    constructPath,
    usedAt,
    waived,
    counterExample,
    baselineState,
  };
}
