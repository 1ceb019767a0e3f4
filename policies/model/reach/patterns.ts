import { globOf, overlaps } from '../../iam/glob';

/** Whether some text fits both patterns. Actions are compared in lower case. */
export function patternsMeet(one: string, other: string): boolean {
  const [left, right] = [one.toLowerCase(), other.toLowerCase()];
  return (
    left === right ||
    left === '*' ||
    right === '*' ||
    (/[*?]/.test(left + right) && overlaps(globOf(left), globOf(right)))
  );
}

/** Stands for a star where a text that fits a pattern is made up: no policy names it. */
export const SOMETHING = 'tf~something';

/** A text that fits the pattern. @param something stands for a star */
export function literal(pattern: string, something: string = SOMETHING): string {
  return pattern.replace(/\*+/g, something).replace(/\?/g, 'x');
}
