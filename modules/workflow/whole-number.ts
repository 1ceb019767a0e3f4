import type { Problems } from '../core/errors';

/** Records a number that Step Functions would refuse. */
export function checkWhole(
  problems: Problems,
  code: string,
  property: string,
  received: number,
  least: number,
  most: number,
): void {
  problems.check(Number.isInteger(received) && received >= least && received <= most, {
    code,
    property,
    received,
    allowed: `a whole number from ${least} to ${most}`,
    fix: 'Give a number within the limits of Step Functions.',
  });
}
