import { Token } from 'cdktf';
import type { Problems } from './errors';

/** A whole number with its limits, as a construct's property gives it. */
export interface WholeNumber {
  readonly code: string;
  readonly property: string;
  /** `undefined` and Terraform references pass: nothing is known about them. */
  readonly value: number | undefined;
  readonly from: number;
  readonly to: number;
  readonly unit: string;
  readonly fix: string;
}

/** Records a problem unless the number is whole and within its limits. */
export function checkWholeNumber(problems: Problems, number: WholeNumber): void {
  const { code, property, value, from, to, unit, fix } = number;
  if (value === undefined || Token.isUnresolved(value)) return;
  problems.check(Number.isInteger(value) && value >= from && value <= to, {
    code,
    property,
    received: value,
    allowed: `a whole number of ${unit} from ${from} to ${to}`,
    fix,
  });
}

/** A name that AWS or the engine restricts. */
export interface PatternedText {
  readonly code: string;
  readonly property: string;
  /** `undefined` and Terraform references pass: nothing is known about them. */
  readonly value: string | undefined;
  readonly pattern: RegExp;
  readonly allowed: string;
  readonly fix: string;
}

/** Records a problem unless the text matches its pattern. */
export function checkText(problems: Problems, text: PatternedText): void {
  const { code, property, value, pattern, allowed, fix } = text;
  if (value === undefined || Token.isUnresolved(value)) return;
  problems.check(pattern.test(value), { code, property, received: value, allowed, fix });
}
