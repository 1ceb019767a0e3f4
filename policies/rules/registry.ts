// Written by `npm run rules` from the files on disk. Changes made here are lost.
import { rule as lambdaTracing } from './lambda/lambda-tracing';
import type { Rule } from './rule';

/** Every rule, in the order of the names. */
export const RULES: readonly Rule[] = [
  lambdaTracing,
];
