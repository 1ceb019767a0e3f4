import { firstUnknown, sizeOf, Unknown, type Value } from '../value';
import { BudgetError, EvaluationError } from './budget';
import type { FunctionDefinition } from './function-table';
import { collectionFunctions } from './functions-collection';
import { encodingFunctions } from './functions-encoding';
import { fileFunctions } from './functions-file';
import { networkFunctions } from './functions-network';
import { numberFunctions } from './functions-number';
import { textFunctions } from './functions-text';
import type { Scope } from './scope';

/** Functions whose result nobody can know before Terraform runs. */
const AT_RUN_TIME = ['timestamp', 'plantimestamp', 'uuid', 'uuidv5', 'bcrypt', 'rsadecrypt', 'issensitive'];

/** Arguments of more parts are refused before the work begins. */
const MAX_SIZE = 500_000;

const TABLE = new Map<string, FunctionDefinition>(
  [
    textFunctions,
    numberFunctions,
    collectionFunctions,
    encodingFunctions,
    networkFunctions,
    fileFunctions,
  ].flatMap((table) => Object.entries(table)),
);

/** The names of all functions that are evaluated. */
export function functionNames(): readonly string[] {
  return [...TABLE.keys()].sort();
}

/** @throws EvaluationError where Terraform would refuse */
export function callFunction(name: string, args: readonly Value[], scope: Scope): Value {
  const definition = TABLE.get(name.replace(/^core::/, ''));
  if (!definition) {
    const why = AT_RUN_TIME.includes(name) ? 'is known only when Terraform runs' : 'is not evaluated here';
    return new Unknown(`the function ${name} ${why}`);
  }
  if (args.some((value) => sizeOf(value) > MAX_SIZE))
    throw new BudgetError('a value is too large to evaluate');
  if (definition.known !== 'none') {
    const unknown =
      definition.known === 'top'
        ? args.find((value) => value instanceof Unknown)
        : args.map((value) => firstUnknown(value)).find((value) => value !== undefined);
    if (unknown instanceof Unknown) return new Unknown(unknown.reason);
  }
  const result = definition.call(args, scope);
  if (typeof result === 'string') scope.budget.text(result);
  else if (Array.isArray(result)) {
    if (result.length > 200_000) throw new EvaluationError(`${name} gives a list that is too long`);
    scope.budget.spend(result.length);
  }
  return result;
}
