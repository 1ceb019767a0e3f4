import { LambdaServiceError } from './service-error';

/** What a caller called a function. */
export interface FunctionReference {
  readonly name: string;
  /** An alias, a version, or undefined for `$LATEST`. */
  readonly qualifier?: string;
  /** Where it is deployed. */
  readonly region: string;
}

const PATTERN =
  /^(?:arn:aws[a-zA-Z-]*:lambda:)?(?:([a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d):)?(?:\d{12}:)?(?:function:)?([a-zA-Z0-9-_.]+)(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/;

/**
 * Reads a name, a partial ARN or an ARN, each with or without qualifier.
 *
 * @param region where a name without one is looked for
 * @param qualifier the one given apart, in the query
 * @throws LambdaServiceError as AWS: the name is malformed, or the two qualifiers differ
 */
export function parseFunctionReference(text: string, region: string, qualifier?: string): FunctionReference {
  const [, ownRegion, name, own] = PATTERN.exec(text) ?? [];
  if (name === undefined) {
    throw new LambdaServiceError(
      400,
      'ValidationException',
      `1 validation error detected: Value '${text}' at 'functionName' failed to satisfy constraint: ` +
        `Member must satisfy regular expression pattern: ${PATTERN.source}`,
    );
  }
  if (own !== undefined && qualifier !== undefined && own !== qualifier) {
    throw new LambdaServiceError(
      400,
      'InvalidParameterValueException',
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  }
  const chosen = qualifier ?? own;
  return { name, region: ownRegion ?? region, ...(chosen === undefined ? {} : { qualifier: chosen }) };
}
