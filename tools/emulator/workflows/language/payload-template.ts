import { INTRINSICS, intrinsicFailure } from './intrinsic-functions';
import { isArray, isObject, type Json, type JsonObject } from './json';
import { valueAt } from './json-path';
import { runtimeError } from './states-error';

/** AWS allows ten. */
const DEEPEST_NESTING = 10;

/**
 * Fills a template in: each member whose name ends in `.$` is replaced by what its path (`$.a`), its path into the
 * context object (`$$.Task.Token`) or its intrinsic function gives.
 */
export function fillTemplate(template: Json, input: Json, context: JsonObject): Json {
  if (isArray(template)) return template.map((item) => fillTemplate(item, input, context));
  if (!isObject(template)) return template;
  const filled: Record<string, Json> = {};
  for (const [name, value] of Object.entries(template)) {
    if (!name.endsWith('.$')) {
      filled[name] = fillTemplate(value, input, context);
    } else if (typeof value === 'string') {
      filled[name.slice(0, -2)] = evaluate(value, input, context);
    } else {
      throw runtimeError(`The value of '${name}' must be a path or an intrinsic function`);
    }
  }
  return filled;
}

/** The value of a path, a path into the context object, or an intrinsic function. */
export function evaluate(expression: string, input: Json, context: JsonObject): Json {
  if (expression.startsWith('$$')) return valueAt(expression.slice(1), context);
  if (expression.startsWith('$')) return valueAt(expression, input);
  const reader = new ExpressionReader(expression, input, context);
  return reader.whole();
}

/** Reads one intrinsic function with its arguments: strings in single quotes, numbers, literals, paths, functions. */
class ExpressionReader {
  private at = 0;

  constructor(
    private readonly source: string,
    private readonly input: Json,
    private readonly context: JsonObject,
  ) {}

  whole(): Json {
    const value = this.call(0);
    this.skipSpace();
    if (this.at < this.source.length) throw this.unreadable();
    return value;
  }

  private call(depth: number): Json {
    if (depth >= DEEPEST_NESTING) throw intrinsicFailure(`more than ${DEEPEST_NESTING} nested functions`);
    const name = this.take(/[A-Za-z0-9.]+/y) ?? '';
    const intrinsic = Object.hasOwn(INTRINSICS, name) ? INTRINSICS[name] : undefined;
    if (!intrinsic)
      throw runtimeError(`'${name || this.source}' is neither a path nor an intrinsic function`);
    if (this.take(/\s*\(\s*/y) === undefined) throw this.unreadable();
    const args: Json[] = [];
    if (this.take(/\s*\)/y) !== undefined) return intrinsic(args);
    do args.push(this.argument(depth + 1));
    while (this.take(/\s*,\s*/y) !== undefined);
    if (this.take(/\s*\)/y) === undefined) throw this.unreadable();
    return intrinsic(args);
  }

  private argument(depth: number): Json {
    this.skipSpace();
    const quoted = this.take(/'(?:[^'\\]|\\.)*'/y);
    // `States.Format` reads the escapes of braces itself.
    if (quoted !== undefined) return quoted.slice(1, -1).replace(/\\(['\\])/g, '$1');
    const number = this.take(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
    if (number !== undefined) return Number(number);
    const literal = this.take(/(?:true|false|null)\b/y);
    if (literal !== undefined) return JSON.parse(literal) as Json;
    const path = this.take(/\$(?:'(?:[^'\\]|\\.)*'|\[[^\]]*\]|[^,()\s[\]'])*/y);
    if (path !== undefined) return evaluate(path, this.input, this.context);
    return this.call(depth);
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private skipSpace(): void {
    this.take(/\s*/y);
  }

  private unreadable(): Error {
    return runtimeError(`'${this.source}' cannot be read from '${this.source.slice(this.at)}' on`);
  }
}
