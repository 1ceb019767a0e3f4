import { SEVERITIES, type Severity } from '../rules/rule';
import type { Finding } from './finding';

/** The greater, the worse. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** From the worst to the least; what is equal by rule, address and place. The same on every machine. */
export function compareFindings(a: Finding & { fingerprint?: string }, b: typeof a): number {
  return (
    severityRank(b.severity) - severityRank(a.severity) ||
    compareText(a.rule, b.rule) ||
    compareText(a.stack ?? '', b.stack ?? '') ||
    compareText(a.address, b.address) ||
    compareText(a.file, b.file) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    compareText(a.message, b.message) ||
    compareText(a.fingerprint ?? '', b.fingerprint ?? '')
  );
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
