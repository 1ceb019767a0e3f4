import { isNeverNull, isObject, sameValue, toBoolean, toNumber, Unknown, type Value } from '../value';
import { EvaluationError } from './budget';

/** Applies an operator to one or two operands. */
export function operate(operator: string, operands: readonly Value[]): Value {
  const [left = null, right = null] = operands;
  if (operands.length === 1) return operator === '!' ? not(left) : arithmetic('-', 0, left);
  switch (operator) {
    case '==':
      return equal(left, right);
    case '!=':
      return not(equal(left, right));
    case '&&':
    case '||':
      return logic(operator, left, right);
    default:
      return arithmetic(operator, left, right);
  }
}

function not(value: Value): Value {
  const known = toBoolean(value);
  if (known instanceof Unknown) return new Unknown(known.reason);
  if (known === undefined) throw new EvaluationError('! needs true or false');
  return !known;
}

/** As Terraform compares: values of different types are different, but for null and an unknown. */
export function equal(left: Value, right: Value): boolean | Unknown {
  const same = sameValue(left, right);
  if (same !== undefined) return same;
  if ((left === null || left === '') && isNeverNull(right)) return false;
  if ((right === null || right === '') && isNeverNull(left)) return false;
  const unknown = left instanceof Unknown ? left : right instanceof Unknown ? right : undefined;
  return new Unknown(unknown?.reason ?? 'a part of a compared value is not known');
}

/** The known operand decides where it can: Terraform's result is the same whatever the unknown one turns out to be. */
function logic(operator: string, left: Value, right: Value): Value {
  const deciding = operator === '||';
  const operands = [toBoolean(left), toBoolean(right)];
  if (operands.includes(undefined)) throw new EvaluationError(`${operator} needs true or false`);
  if (operands.includes(deciding)) return deciding;
  const unknown = operands.find((operand) => operand instanceof Unknown);
  return unknown instanceof Unknown ? new Unknown(unknown.reason) : !deciding;
}

function arithmetic(operator: string, left: Value, right: Value): Value {
  const a = toNumber(left);
  const b = toNumber(right);
  if (a === undefined || b === undefined) {
    const shown = isObject(left) ? 'an object' : left === null ? 'null' : typeof left;
    throw new EvaluationError(`${operator} needs numbers, not ${shown}`);
  }
  if (a instanceof Unknown || b instanceof Unknown) {
    return new Unknown(a instanceof Unknown ? a.reason : b instanceof Unknown ? b.reason : '');
  }
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
    case '%':
      if (b === 0) throw new EvaluationError('division by zero');
      return operator === '/' ? a / b : a % b;
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '<=':
      return a <= b;
    case '>=':
      return a >= b;
    default:
      throw new EvaluationError(`${operator} is not an operator`);
  }
}
