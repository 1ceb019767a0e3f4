import { isList, isObject, toNumber, toText, type Unknown, type Value, type ValueObject } from '../value';
import { EvaluationError } from './budget';

/** Reads the arguments of a function, converting as Terraform does. All throw `EvaluationError`. */
export function text(args: readonly Value[], index: number): string {
  const value = toText(args[index]);
  if (typeof value !== 'string') throw new EvaluationError(`argument ${index + 1} is not a string`);
  return value;
}

export function number(args: readonly Value[], index: number): number {
  const value = toNumber(args[index]);
  if (typeof value !== 'number') throw new EvaluationError(`argument ${index + 1} is not a number`);
  return value;
}

export function list(args: readonly Value[], index: number): readonly Value[] {
  const value = args[index];
  if (!isList(value)) throw new EvaluationError(`argument ${index + 1} is not a list`);
  return value;
}

export function object(args: readonly Value[], index: number): ValueObject {
  const value = args[index];
  if (!isObject(value)) throw new EvaluationError(`argument ${index + 1} is not an object`);
  return value;
}

/** All items as strings, which all must be known. */
export function texts(values: readonly Value[]): readonly string[] {
  return values.map((_, index) => text(values, index));
}

/** The text of each item, unknown ones as they are. */
export function pieces(values: readonly Value[]): readonly (string | Unknown)[] {
  return values.map((value) => {
    const piece = toText(value);
    if (piece === undefined) throw new EvaluationError('an item is not a string');
    return piece;
  });
}
