import type { Json } from '../../core/json-expression';
import { type AslObject, given, type InputAndOutput, type Path, renderInput, renderOutput } from './flow';

/** A value of the input compared with a constant. */
export interface Comparison {
  readonly variable: Path;
  readonly operator: StringOperator | NumericOperator | TestOperator;
  /** Text for `String…` and `Timestamp…`, a number for `Numeric…`, a truth value for `Boolean…` and `Is…`. */
  readonly value: string | number | boolean;
}

export type StringOperator =
  | 'StringEquals'
  | 'StringLessThan'
  | 'StringGreaterThan'
  | 'StringMatches'
  | 'TimestampEquals'
  | 'TimestampLessThan'
  | 'TimestampGreaterThan';
export type NumericOperator =
  | 'NumericEquals'
  | 'NumericLessThan'
  | 'NumericGreaterThan'
  | 'NumericLessThanEquals'
  | 'NumericGreaterThanEquals';
export type TestOperator =
  | 'BooleanEquals'
  | 'IsPresent'
  | 'IsNull'
  | 'IsString'
  | 'IsNumeric'
  | 'IsBoolean'
  | 'IsTimestamp';

export type Condition =
  | Comparison
  | { readonly and: readonly Condition[] }
  | { readonly or: readonly Condition[] }
  | { readonly not: Condition };

/** One way out of a choice. */
export interface ChoiceRule {
  readonly when: Condition;
  readonly next: string;
}

/** Goes on with the first rule whose condition holds. */
export interface Choice extends InputAndOutput {
  readonly type: 'Choice';
  /** In the order in which they are looked at. */
  readonly rules: readonly ChoiceRule[];
  /** Where it goes on when no rule holds. Checked to be there: an execution that finds no way fails. */
  readonly otherwise?: string;
}

/** A choice between states. */
export function choice(state: Omit<Choice, 'type'>): Choice {
  return { type: 'Choice', ...state };
}

/** The condition that the text at the path is this one. */
export function textIs(variable: Path, value: string): Comparison {
  return { variable, operator: 'StringEquals', value };
}

export function renderChoice(state: Choice): AslObject {
  return {
    Type: 'Choice',
    ...renderInput(state),
    Choices: state.rules.map(({ when, next }) => ({ ...renderCondition(when), Next: next })),
    ...given({ Default: state.otherwise }),
    ...renderOutput(state),
  };
}

function renderCondition(condition: Condition): AslObject {
  if ('and' in condition) return { And: condition.and.map(renderCondition) };
  if ('or' in condition) return { Or: condition.or.map(renderCondition) };
  if ('not' in condition) return { Not: renderCondition(condition.not) };
  const members: Record<string, Json> = { Variable: condition.variable };
  members[condition.operator] = condition.value;
  return members;
}
