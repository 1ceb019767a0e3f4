import { byBytes } from '../order';
import {
  entry,
  extended,
  formatNumber,
  isList,
  isObject,
  joinText,
  OpenObject,
  objectOf,
  toBoolean,
  toNumber,
  toText,
  Unknown,
  UnknownItems,
  type Value,
} from '../value';
import type { Expression, TemplatePart } from './ast';
import { EvaluationError, MissingNameError } from './budget';
import { callFunction } from './functions';
import { operate } from './operators';
import { ExpressionError, parseTemplate } from './parser';
import type { Scope, Step } from './scope';
import { isSet } from './sets';
import { onlyOpen, perhaps, unknownCondition } from './uncertain-items';

/** The names that `for` expressions bind, innermost first. */
interface Bindings {
  readonly name: string;
  readonly value: Value;
  readonly outer: Bindings | undefined;
}

/** The name under which a splat binds its element. No identifier is like it. */
const ELEMENT = '[*]';

/** Evaluates an expression as far as that can be done without AWS. */
export class Evaluator {
  constructor(private readonly scope: Scope) {}

  /** @throws EvaluationError for what Terraform would refuse, BudgetError when there is too much of it */
  evaluate(expression: Expression, bindings?: Bindings): Value {
    return this.scope.budget.within(() => this.value(expression, bindings));
  }

  /** The same with names bound: the iterator of a dynamic block. */
  evaluateWith(
    expression: Expression,
    names: Readonly<Record<string, Value>>,
    steps: readonly Step[] = [],
  ): Value {
    let bindings: Bindings | undefined;
    for (const [name, value] of Object.entries(names)) bindings = { name, value, outer: bindings };
    return this.evaluateAt(expression, steps, bindings);
  }

  /**
   * A part of what the expression gives, without evaluating its other parts where that can be avoided: who reads one
   * attribute of an object does not depend on the others.
   */
  evaluateAt(expression: Expression, steps: readonly Step[], bindings?: Bindings): Value {
    return this.scope.budget.within(() => {
      const [step, ...rest] = steps;
      if (step === undefined) return this.value(expression, bindings);
      if (expression.kind === 'tuple' && typeof step === 'number') {
        const item = expression.items[step];
        if (item) return this.evaluateAt(item, rest, bindings);
      }
      if (expression.kind === 'object' && expression.items.every(([key]) => key.kind === 'literal')) {
        const items = expression.items.filter(
          ([key]) => key.kind === 'literal' && String(key.value) === String(step),
        );
        const item = items[items.length - 1];
        if (item) return this.evaluateAt(item[1], rest, bindings);
      }
      if (expression.kind === 'name' || expression.kind === 'attribute' || expression.kind === 'index') {
        return this.reference(expression, bindings, steps);
      }
      return this.follow(this.value(expression, bindings), steps);
    });
  }

  /** The part of a value to which the steps lead. @throws EvaluationError if there is no such part */
  follow(value: Value, steps: readonly Step[]): Value {
    let at = value;
    for (let i = 0; i < steps.length; i += 1) {
      const step = steps[i] ?? 0;
      if (at instanceof OpenObject && typeof step === 'string' && Object.hasOwn(at.sure, step)) {
        at = at.sure[step] ?? null;
      } else if (at instanceof Unknown) {
        const found = this.scope.member(at, steps.slice(i));
        if (found) {
          i += found.used - 1;
          at = found.value;
        } else at = step instanceof Unknown ? new Unknown(step.reason) : extended(at, step);
      } else if (step instanceof Unknown) {
        at = new Unknown(step.reason, { alternatives: pairs(at).map(([, item]) => item) });
      } else {
        at = part(at, step);
      }
    }
    return at;
  }

  private value(expression: Expression, bindings: Bindings | undefined): Value {
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'template':
        return joinText(this.template(expression.parts, bindings));
      case 'element':
        return lookUp(bindings, ELEMENT) ?? null;
      case 'name':
      case 'attribute':
      case 'index':
        return this.reference(expression, bindings);
      case 'splat':
        return this.splat(expression, bindings);
      case 'call':
        return this.call(expression, bindings);
      case 'unary':
        return operate(expression.operator, [this.evaluate(expression.operand, bindings)]);
      case 'binary':
        return operate(expression.operator, [
          this.evaluate(expression.left, bindings),
          this.evaluate(expression.right, bindings),
        ]);
      case 'conditional':
        return this.conditional(expression, bindings);
      case 'tuple':
        return expression.items.map((item) => this.piece(item, bindings));
      case 'object':
        return this.object(expression, bindings);
      case 'for':
        return this.loop(expression, bindings);
    }
  }

  /**
   * A part of a larger value. A name that nothing has makes the part unknown and not the whole: most of a policy can be
   * judged though it names a topic that the configuration forgot.
   */
  private piece(expression: Expression, bindings: Bindings | undefined): Value {
    try {
      return this.evaluate(expression, bindings);
    } catch (error) {
      if (error instanceof MissingNameError) return error.value();
      throw error;
    }
  }

  private template(parts: readonly TemplatePart[], bindings: Bindings | undefined): (string | Unknown)[] {
    return parts.flatMap((part) => this.templatePart(part, bindings));
  }

  private templatePart(part: TemplatePart, bindings: Bindings | undefined): (string | Unknown)[] {
    switch (part.kind) {
      case 'text':
        return [part.text];
      case 'value': {
        const text = toText(this.piece(part.value, bindings));
        if (text === undefined) throw new EvaluationError('a template holds something that is not a string');
        this.scope.budget.text(text);
        return [text];
      }
      case 'if': {
        const test = toBoolean(this.evaluate(part.test, bindings));
        if (test instanceof Unknown) return [new Unknown(test.reason)];
        return this.template(test ? part.yes : part.no, bindings);
      }
      case 'for': {
        const of = this.evaluate(part.of, bindings);
        if (of instanceof Unknown) return [new Unknown(of.reason)];
        return pairs(of).flatMap(([key, value]) =>
          this.scope.budget.within(() =>
            this.template(part.body, bind(bindings, part.key, key, part.item, value)),
          ),
        );
      }
    }
  }

  private reference(
    expression: Expression,
    bindings: Bindings | undefined,
    more: readonly Step[] = [],
  ): Value {
    const steps: Step[] = [];
    let start = expression;
    while (start.kind === 'attribute' || start.kind === 'index') {
      steps.push(start.kind === 'attribute' ? start.name : indexStep(this.evaluate(start.key, bindings)));
      start = start.of;
    }
    steps.reverse();
    steps.push(...more);
    if (start.kind !== 'name') return this.follow(this.evaluate(start, bindings), steps);
    const bound = lookUp(bindings, start.name);
    if (bound !== undefined) return this.follow(bound, steps);
    const root = this.scope.root(start.name, steps);
    if (!root) {
      // Terraform refuses Python's words. What they mean is no question, and what is meant is judged.
      if (steps.length === 0 && /^(True|TRUE|False|FALSE)$/.test(start.name)) return /^t/i.test(start.name);
      const names = [start.name, ...steps.filter((step) => typeof step === 'string')];
      throw new MissingNameError(`there is nothing called ${names.join('.').slice(0, 120)}`, names);
    }
    return this.follow(root.value, steps.slice(root.used));
  }

  private splat(expression: Extract<Expression, { kind: 'splat' }>, bindings: Bindings | undefined): Value {
    const of = this.evaluate(expression.of, bindings);
    const each = (value: Value): Value => {
      const found = this.evaluate(expression.each, { name: ELEMENT, value, outer: bindings });
      return value instanceof UnknownItems ? perhaps(value, found) : found;
    };
    if (of === null) return [];
    if (isList(of)) return of.map(each);
    if (!(of instanceof Unknown)) return [each(of)];
    const whole = this.scope.elements(of);
    if (whole === undefined) return new Unknown(of.reason);
    if (isList(whole)) return whole.map(each);
    return new Unknown(of.reason, { alternatives: [[each(of)]] });
  }

  private call(expression: Extract<Expression, { kind: 'call' }>, bindings: Bindings | undefined): Value {
    const { name } = expression;
    if (name === 'try' || name === 'can') {
      for (const argument of expression.args) {
        try {
          const found = this.evaluate(argument, bindings);
          return name === 'can' ? true : found;
        } catch (error) {
          if (!(error instanceof EvaluationError)) throw error;
        }
      }
      if (name === 'can') return false;
      throw new EvaluationError('every argument of try fails');
    }
    const args = expression.args.map((argument) => this.evaluate(argument, bindings));
    if (expression.expand) {
      const last = args.pop() ?? null;
      if (last instanceof Unknown) return new Unknown(last.reason);
      if (!isList(last)) throw new EvaluationError(`${name}: only a list can be expanded`);
      args.push(...last);
    }
    return name === 'templatefile' ? this.templateFile(args) : callFunction(name, args, this.scope);
  }

  /** A template sees the names that it is given and nothing else. */
  private templateFile([path = null, names = null]: readonly Value[]): Value {
    if (path instanceof Unknown || names instanceof Unknown) {
      return new Unknown(
        path instanceof Unknown ? path.reason : names instanceof Unknown ? names.reason : '',
      );
    }
    if (typeof path !== 'string' || !isObject(names))
      throw new EvaluationError('templatefile needs a path and names');
    const source = this.scope.file(path);
    if (source instanceof Unknown) return new Unknown(source.reason);
    try {
      const { scope } = this;
      const inner: Scope = {
        root: () => undefined,
        member: scope.member.bind(scope),
        elements: scope.elements.bind(scope),
        file: scope.file.bind(scope),
        budget: scope.budget,
      };
      return new Evaluator(inner).evaluateWith(parseTemplate(source), names);
    } catch (error) {
      if (error instanceof ExpressionError)
        throw new EvaluationError(`${path} is not a template: ${error.message}`);
      throw error;
    }
  }

  private conditional(
    expression: Extract<Expression, { kind: 'conditional' }>,
    bindings: Bindings | undefined,
  ): Value {
    const test = toBoolean(this.evaluate(expression.test, bindings));
    if (test === undefined) throw new EvaluationError('a condition is neither true nor false');
    if (!(test instanceof Unknown)) return this.evaluate(test ? expression.yes : expression.no, bindings);
    const alternatives = [expression.yes, expression.no].flatMap((branch) => {
      try {
        return [this.evaluate(branch, bindings)];
      } catch (error) {
        if (error instanceof EvaluationError) return [];
        throw error;
      }
    });
    return new Unknown(`the condition is not known (${test.reason})`, { alternatives });
  }

  private object(expression: Extract<Expression, { kind: 'object' }>, bindings: Bindings | undefined): Value {
    const entries: [string, Value][] = [];
    for (const [keyExpression, valueExpression] of expression.items) {
      const key = toText(this.evaluate(keyExpression, bindings));
      const value = this.piece(valueExpression, bindings);
      if (key instanceof Unknown)
        return new Unknown(`a key is not known (${key.reason})`, { alternatives: [value] });
      if (key === undefined) throw new EvaluationError('a key is not a string');
      entries.push([key, value]);
    }
    return objectOf(entries);
  }

  private loop(expression: Extract<Expression, { kind: 'for' }>, bindings: Bindings | undefined): Value {
    const of = this.evaluate(expression.of, bindings);
    if (of instanceof Unknown) return new Unknown(of.reason);
    const list: Value[] = [];
    const groups = new Map<string, Value[]>();
    for (const [key, value] of pairs(of)) {
      const inner = bind(bindings, expression.key, key, expression.item, value);
      const kept = expression.condition ? toBoolean(this.evaluate(expression.condition, inner)) : true;
      if (!kept) continue;
      const sure = this.evaluate(expression.result, inner);
      // Whether it is there is not known; the others are.
      const open = kept instanceof Unknown ? unknownCondition(kept) : value;
      const result = open instanceof UnknownItems ? perhaps(open, sure) : sure;
      if (!expression.resultKey) {
        list.push(result);
        continue;
      }
      const resultKey = toText(this.evaluate(expression.resultKey, inner));
      if (resultKey instanceof Unknown) return new Unknown(`a key is not known (${resultKey.reason})`);
      if (resultKey === undefined) throw new EvaluationError('a key is not a string');
      const group = groups.get(resultKey);
      if (group && !expression.grouped)
        throw new EvaluationError(`two items have the key ${resultKey.slice(0, 60)}`);
      if (group) group.push(result);
      else groups.set(resultKey, [result]);
    }
    if (!expression.resultKey) return onlyOpen(list) ?? list;
    return objectOf(
      [...groups].map(([key, values]) => [key, expression.grouped ? values : (values[0] ?? null)]),
    );
  }
}

function indexStep(value: Value): Step {
  if (value instanceof Unknown || typeof value === 'string') return value;
  const index = toNumber(value);
  if (typeof index !== 'number') throw new EvaluationError('an index is neither a number nor a string');
  return index;
}

function part(value: Value, step: string | number): Value {
  if (isList(value)) {
    const index = toNumber(step);
    const open = value.findIndex((item) => item instanceof UnknownItems);
    if (open >= 0 && typeof index === 'number' && index >= open)
      return new Unknown((value[open] as UnknownItems).reason);
    const found = typeof index === 'number' ? value[index] : undefined;
    if (found === undefined)
      throw new EvaluationError(`a list of ${value.length} has no ${JSON.stringify(step)}`);
    return found;
  }
  if (isObject(value)) {
    const key = typeof step === 'number' ? formatNumber(step) : step;
    const found = entry(value, key);
    if (found === undefined)
      throw new EvaluationError(`there is no ${JSON.stringify(key).slice(0, 80)} in the object`);
    return found;
  }
  throw new EvaluationError(`${value === null ? 'null' : `a ${typeof value}`} has no parts`);
}

/** What a `for` walks over: keys with values, objects in the order of their keys. */
export function pairs(value: Value): readonly (readonly [Value, Value])[] {
  if (isList(value)) return value.map((item, index) => [isSet(value) ? item : index, item] as const);
  if (isObject(value)) {
    return Object.keys(value)
      .sort(byBytes)
      .map((key) => [key, value[key] ?? null] as const);
  }
  throw new EvaluationError(`${value === null ? 'null' : `a ${typeof value}`} cannot be walked over`);
}

function bind(
  outer: Bindings | undefined,
  keyName: string | undefined,
  key: Value,
  name: string,
  value: Value,
): Bindings {
  const item = { name, value, outer };
  return keyName === undefined ? item : { name: keyName, value: key, outer: item };
}

function lookUp(bindings: Bindings | undefined, name: string): Value | undefined {
  for (let at = bindings; at; at = at.outer) if (at.name === name) return at.value;
  return undefined;
}
