import type { ApiMethodProps, HttpVerb } from '../../../modules/api/api-method';
import { problemsOf, synthesize } from '../data/support';
import { METHOD, makeApi } from './support';

/** The problems of a method beside `GET /deposits/{id}`. */
function problems(verb: string, path: string, props: Partial<ApiMethodProps>) {
  let found: ReadonlyArray<readonly [string, string]> = [];
  synthesize((scope) => {
    const api = makeApi(scope);
    api.addMethod('GET', '/deposits/{id}', METHOD);
    found = problemsOf(() => api.addMethod(verb as HttpVerb, path, { ...METHOD, ...props }));
  });
  return found;
}

describe('RestApi.addMethod', () => {
  test('refuses all wrong properties at once', () => {
    expect(
      problems('ANY', '/deposits/{number}', {
        authorization: { openBecause: 'why not' },
        requiredHeaders: ['Idempotency Key'],
        requiredQuery: ['a&b'],
        validate: 'body',
        functionTimeoutSeconds: 30,
        timeoutMilliseconds: 29_001,
      }),
    ).toEqual([
      ['api-verb', 'verb'],
      ['api-path-sibling', 'path'],
      ['api-open-method', 'authorization'],
      ['api-validation-without-schema', 'validate'],
      ['api-parameter-name', 'requiredHeaders'],
      ['api-parameter-name', 'requiredQuery'],
      ['api-function-timeout', 'functionTimeoutSeconds'],
      ['api-integration-timeout', 'timeoutMilliseconds'],
    ]);
  });

  test.each<[string, string, string, Partial<ApiMethodProps>, string]>([
    ['the same method twice', 'GET', '/deposits/{id}', {}, 'api-method-repeated'],
    ['a body with GET', 'GET', '/x', { bodySchema: { type: 'object' } }, 'api-body-of-verb'],
    ['a schema without type', 'POST', '/x', { bodySchema: {} }, 'api-schema-type'],
    [
      'less time than the function has',
      'GET',
      '/x',
      { timeoutMilliseconds: 9_999 },
      'api-integration-timeout',
    ],
    ['a path with a slash at its end', 'GET', '/x/', {}, 'api-path'],
  ])('refuses %s', (_name, verb, path, props, code) => {
    expect(problems(verb, path, props).map(([found]) => found)).toEqual([code]);
  });

  test('names the method in the error', () => {
    synthesize((scope) => {
      const api = makeApi(scope);
      const call = () => api.addMethod('GET', '/x', { ...METHOD, functionTimeoutSeconds: 60 });
      expect(call).toThrow(/^test\/api GET \/x: 1 problem\n {2}\[api-function-timeout\]/);
    });
  });
});
