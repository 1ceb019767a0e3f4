import type { Problems } from '../core/errors';
import { pascalCase } from '../core/naming';

/** `/deposits/{id}` as its segments: `deposits`, `{id}`. The root `/` has none. */
export function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment.length > 0);
}

/** The names of the path's parameters: `id`, and `proxy` of `{proxy+}`. */
export function parametersOf(path: string): readonly string[] {
  return segmentsOf(path).flatMap((segment) => /^\{([^}+]+)\+?\}$/.exec(segment)?.[1] ?? []);
}

/** The path as an ARN names it: a parameter matches any value. */
export function arnPathOf(path: string): string {
  return `/${segmentsOf(path)
    .map((segment) => (segment.startsWith('{') ? '*' : segment))
    .join('/')}`;
}

/** A construct id: `/deposits/{id}` becomes `Deposits-ById`. */
export function pathName(path: string): string {
  const words = segmentsOf(path).map((segment) =>
    segment.startsWith('{') ? `By${pascalCase(segment)}` : pascalCase(segment),
  );
  return words.length === 0 ? 'Root' : words.join('-');
}

/** Records what API Gateway would refuse in the path. */
export function checkPath(problems: Problems, path: string): void {
  const wellFormed = problems.check(
    path === '/' || /^(\/([A-Za-z0-9._:-]+|\{[A-Za-z0-9._-]+\+?\}))+$/.test(path),
    {
      code: 'api-path',
      property: 'path',
      received: path,
      allowed: '"/", or segments after "/": letters, digits, "._:-", or one {parameter}',
      fix: 'Write /deposits/{id}, without a slash at the end.',
    },
  );
  if (!wellFormed) return;
  const parameters = parametersOf(path);
  problems.check(new Set(parameters).size === parameters.length, {
    code: 'api-path-parameters',
    property: 'path',
    received: path,
    allowed: 'each parameter once',
    fix: 'Give the parameters different names.',
  });
  problems.check(
    !segmentsOf(path)
      .slice(0, -1)
      .some((segment) => segment.endsWith('+}')),
    {
      code: 'api-path-greedy',
      property: 'path',
      received: path,
      allowed: 'a {greedy+} parameter as the last segment only',
      fix: 'Take the "+" away, or end the path there.',
    },
  );
}

/**
 * Records a parameter that stands beside another one: below one path, API Gateway takes one parameter only.
 *
 * @param others the paths that the API has already
 */
export function checkSiblings(problems: Problems, path: string, others: readonly string[]): void {
  const taken = new Map<string, string>();
  for (const other of others) for (const [parent, child] of parameterSteps(other)) taken.set(parent, child);
  for (const [parent, child] of parameterSteps(path)) {
    const sibling = taken.get(parent);
    problems.check(sibling === undefined || sibling === child, {
      code: 'api-path-sibling',
      property: 'path',
      received: path,
      allowed: `${sibling} below ${parent}, where another path has it`,
      fix: 'Use one name for the parameter in all paths.',
    });
  }
}

/** For each parameter of the path: what comes before it, and the parameter. */
function parameterSteps(path: string): ReadonlyArray<readonly [string, string]> {
  const segments = segmentsOf(path);
  return segments.flatMap((segment, index) =>
    segment.startsWith('{') ? [[`/${segments.slice(0, index).join('/')}`, segment] as const] : [],
  );
}
