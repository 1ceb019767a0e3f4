import type { ApiMethod } from './deployed-api';

/** A method with the values of its path's variables. */
export interface RouteMatch {
  readonly method: ApiMethod;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** Finds the method for a request: fixed segments before variables, variables before `{proxy+}`, a method before `ANY`. */
export class RouteTable {
  constructor(private readonly methods: readonly ApiMethod[]) {}

  /** @param path without the stage, as sent */
  find(httpMethod: string, path: string): RouteMatch | undefined {
    const segments = split(path);
    const matches = this.methods
      .filter((method) => method.httpMethod === httpMethod || method.httpMethod === 'ANY')
      .flatMap((method) => {
        const pathParameters = matchPath(split(method.resourcePath), segments);
        return pathParameters ? [{ method, pathParameters, rank: rankOf(method) }] : [];
      })
      .sort((one, other) => (one.rank < other.rank ? -1 : 1));
    return matches[0];
  }
}

function split(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function matchPath(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const greedy = /^\{(.+)\+\}$/.exec(part)?.[1];
    const rest = segments.slice(index);
    if (greedy !== undefined) {
      if (rest.length === 0) return undefined;
      found[greedy] = rest.map(decode).join('/');
      return found;
    }
    const segment = segments[index];
    if (segment === undefined) return undefined;
    const variable = /^\{(.+)\}$/.exec(part)?.[1];
    if (variable !== undefined) found[variable] = decode(segment);
    else if (part !== segment && part !== decode(segment)) return undefined;
  }
  return pattern.length === segments.length ? found : undefined;
}

/** Smaller is more specific; compared segment by segment. */
function rankOf(method: ApiMethod): string {
  const segments = split(method.resourcePath).map((part) =>
    part.endsWith('+}') ? '2' : part.startsWith('{') ? '1' : '0',
  );
  return `${segments.join('')}${method.httpMethod === 'ANY' ? 'b' : 'a'}`;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
