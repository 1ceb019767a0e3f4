import type { Problems } from './errors';

/** A whole number with limits that an AWS service has. */
export interface Range {
  readonly code: string;
  readonly property: string;
  /** Not checked when it is left out. */
  readonly received: number | undefined;
  readonly least: number;
  readonly most: number;
  /** Whose limits they are, such as `Lambda`. */
  readonly service: string;
}

/** Records the number unless it is whole and within the limits. Returns whether it is, or was left out. */
export function checkRange(
  problems: Problems,
  { code, property, received, least, most, service }: Range,
): boolean {
  if (received === undefined) return true;
  return problems.check(Number.isInteger(received) && received >= least && received <= most, {
    code,
    property,
    received,
    allowed: `a whole number from ${least} to ${most}`,
    fix: `Give a number within the limits of ${service}.`,
  });
}
