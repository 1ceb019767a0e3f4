import { Token } from 'cdktf';
import { checkText, checkWholeNumber } from '../core/checks';
import { Problems } from '../core/errors';
import { type ApiMethodProps, HTTP_VERBS, LONGEST_INTEGRATION_MS } from './api-method';
import { checkPath, checkSiblings } from './api-path';
import { checkBodySchema } from './body-schema';
import type { RestApiProps } from './rest-api';

/** A method that the API has. */
export interface ExistingMethod {
  readonly verb: string;
  readonly path: string;
}

/** @throws InvalidInputError with all problems of the properties */
export function checkApiProps(constructPath: string, props: RestApiProps): void {
  const problems = new Problems();
  const { endpoint, throttling, customDomain, disableExecuteApiEndpoint = false } = props;
  checkText(problems, {
    code: 'api-name',
    property: 'name',
    value: props.name,
    pattern: /^[A-Za-z0-9_-]{1,128}$/,
    allowed: '1 to 128 letters, digits, "_" and "-"',
    fix: 'Use the prefix of the environment and a word, such as deposits-dev-api.',
  });
  checkText(problems, {
    code: 'api-stage-name',
    property: 'stageName',
    value: props.stageName,
    pattern: /^[A-Za-z0-9_]{1,128}$/,
    allowed: '1 to 128 letters, digits and "_"',
    fix: 'Use the version of the interface, such as v1.',
  });
  checkWholeNumber(problems, {
    code: 'api-throttling',
    property: 'throttling.burst',
    value: throttling.burst,
    from: 1,
    to: 5_000,
    unit: 'requests',
    fix: 'Stay within the burst that the account has for the region.',
  });
  problems.check(throttling.ratePerSecond > 0 && throttling.ratePerSecond <= 10_000, {
    code: 'api-throttling',
    property: 'throttling.ratePerSecond',
    received: throttling.ratePerSecond,
    allowed: 'more than 0 and at most 10,000 requests a second',
    fix: 'Stay within the rate that the account has for the region.',
  });
  const endpointIds = endpoint.kind === 'private' ? endpoint.vpcEndpointIds : [];
  problems.check(endpoint.kind !== 'private' || Token.isUnresolved(endpointIds) || endpointIds.length > 0, {
    code: 'api-private-endpoints',
    property: 'endpoint.vpcEndpointIds',
    received: endpointIds,
    allowed: 'at least one VPC endpoint of the service execute-api',
    fix: 'A private API is reached through its endpoints only: name them.',
  });
  problems.check(endpoint.kind !== 'private' || customDomain === undefined, {
    code: 'api-private-domain',
    property: 'customDomain',
    received: customDomain?.name,
    allowed: 'nothing for a private API',
    fix: 'Call a private API by its endpoint, or make the API regional.',
  });
  problems.check(!disableExecuteApiEndpoint || customDomain !== undefined, {
    code: 'api-unreachable',
    property: 'disableExecuteApiEndpoint',
    received: true,
    allowed: 'true together with customDomain',
    fix: "Give the API a name of its own before taking AWS's away.",
  });
  problems.throwIfAny(constructPath);
}

/** @throws InvalidInputError with all problems of the method */
export function checkMethod(
  constructPath: string,
  verb: string,
  path: string,
  props: ApiMethodProps,
  existing: readonly ExistingMethod[],
): void {
  const problems = new Problems();
  problems.check(
    HTTP_VERBS.some((known) => known === verb),
    {
      code: 'api-verb',
      property: 'verb',
      received: verb,
      allowed: HTTP_VERBS.join(', '),
      fix: 'Name the verb; ANY would open all of them.',
    },
  );
  checkPath(problems, path);
  checkSiblings(
    problems,
    path,
    existing.map((method) => method.path),
  );
  problems.check(!existing.some((method) => method.verb === verb && method.path === path), {
    code: 'api-method-repeated',
    property: 'path',
    received: `${verb} ${path}`,
    allowed: 'each method once',
    fix: 'Remove one of the two.',
  });
  checkAuthorization(problems, props);
  checkRequest(problems, verb, props);
  checkTimes(problems, props);
  problems.throwIfAny(`${constructPath} ${verb} ${path}`);
}

function checkAuthorization(problems: Problems, { authorization = 'iam' }: ApiMethodProps): void {
  problems.check(authorization === 'iam' || authorization.openBecause?.trim().length >= 10, {
    code: 'api-open-method',
    property: 'authorization',
    received: authorization,
    allowed: '"iam", or { openBecause: a reason of at least ten characters }',
    fix: 'Leave it out, or write down for the reviewer why anybody may call the method.',
  });
}

function checkRequest(problems: Problems, verb: string, props: ApiMethodProps): void {
  const { bodySchema, validate, requiredHeaders = [], requiredQuery = [] } = props;
  const validatesBody = validate === 'body' || validate === 'body-and-parameters';
  problems.check(bodySchema === undefined || !['DELETE', 'GET', 'HEAD', 'OPTIONS'].includes(verb), {
    code: 'api-body-of-verb',
    property: 'bodySchema',
    received: verb,
    allowed: 'a body with PATCH, POST or PUT only',
    fix: 'Put what the request says into its path or query.',
  });
  problems.check(bodySchema !== undefined || !validatesBody, {
    code: 'api-validation-without-schema',
    property: 'validate',
    received: validate,
    allowed: '"parameters" or "none" without a bodySchema',
    fix: 'Give the schema that the body is to be checked with.',
  });
  if (bodySchema) checkBodySchema(problems, 'bodySchema', bodySchema);
  for (const [property, names] of [
    ['requiredHeaders', requiredHeaders],
    ['requiredQuery', requiredQuery],
  ] as const) {
    for (const name of names) {
      checkText(problems, {
        code: 'api-parameter-name',
        property,
        value: name,
        pattern: /^[A-Za-z0-9._$-]+$/,
        allowed: 'letters, digits and ._$-',
        fix: 'Write the name as it is on the wire.',
      });
    }
  }
}

function checkTimes(problems: Problems, props: ApiMethodProps): void {
  const { functionTimeoutSeconds, timeoutMilliseconds } = props;
  const fits = problems.check(functionTimeoutSeconds * 1000 <= LONGEST_INTEGRATION_MS, {
    code: 'api-function-timeout',
    property: 'functionTimeoutSeconds',
    received: functionTimeoutSeconds,
    allowed: `at most ${LONGEST_INTEGRATION_MS / 1000} seconds`,
    fix: 'Shorten the function, or answer 202 and do the work behind a queue.',
  });
  const shortest = fits ? Math.max(50, functionTimeoutSeconds * 1000) : 50;
  checkWholeNumber(problems, {
    code: 'api-integration-timeout',
    property: 'timeoutMilliseconds',
    value: timeoutMilliseconds,
    from: shortest,
    to: LONGEST_INTEGRATION_MS,
    unit: 'milliseconds',
    fix: 'API Gateway must not give up before the function does: the client would not learn the outcome.',
  });
}
