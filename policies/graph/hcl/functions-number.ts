import type { Value } from '../value';
import { list, number, text } from './arguments';
import { EvaluationError } from './budget';
import type { FunctionTable } from './function-table';

const numeric = (work: (...values: number[]) => number): FunctionTable[string] => ({
  known: 'all',
  call: (args) => {
    const result = work(...args.map((_, index) => number(args, index)));
    if (!Number.isFinite(result)) throw new EvaluationError('the result is not a number');
    return result;
  },
});

const least = (values: readonly number[]): number =>
  values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const most = (values: readonly number[]): number =>
  values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);

export const numberFunctions: FunctionTable = {
  abs: numeric((a = 0) => Math.abs(a)),
  ceil: numeric((a = 0) => Math.ceil(a)),
  floor: numeric((a = 0) => Math.floor(a)),
  signum: numeric((a = 0) => Math.sign(a)),
  pow: numeric((a = 0, b = 0) => a ** b),
  log: numeric((a = 0, b = 0) => Math.log(a) / Math.log(b)),
  min: { known: 'all', call: (args) => bounded(least(args.map((_, index) => number(args, index)))) },
  max: { known: 'all', call: (args) => bounded(most(args.map((_, index) => number(args, index)))) },
  sum: {
    known: 'all',
    call: (args) => {
      const values: readonly Value[] = list(args, 0);
      return values.reduce<number>((total, _, index) => total + number(values, index), 0);
    },
  },
  parseint: {
    known: 'all',
    call: (args) => {
      const base = number(args, 1);
      const digits = text(args, 0).toLowerCase();
      const value = base >= 2 && base <= 36 ? Number.parseInt(digits, base) : Number.NaN;
      if (!/^-?[0-9a-z]+$/.test(digits) || Number.isNaN(value))
        throw new EvaluationError('not a whole number');
      return value;
    },
  },
};

function bounded(value: number): number {
  if (!Number.isFinite(value)) throw new EvaluationError('there is no number');
  return value;
}
