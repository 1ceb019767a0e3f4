import type { ApiFunction } from '../../../modules/api/api-method';
import { AsyncApi, type AsyncApiProps } from '../../../modules/api/async-api';
import { problemsOf, synthesize } from '../data/support';
import { makeApi, SUBMIT } from './support';

const STATUS: ApiFunction = {
  ...SUBMIT,
  functionName: 'deposits-test-get-deposit',
  invokeArn: SUBMIT.invokeArn.replace('submit', 'get'),
};
const PROPS: Omit<AsyncApiProps, 'api'> = {
  path: '/deposits',
  submit: { function: SUBMIT, timeoutSeconds: 27, requiredHeaders: ['Idempotency-Key'] },
  status: { function: STATUS, timeoutSeconds: 27, path: '/deposits/{id}' },
};

function asyncApi(change: Partial<Omit<AsyncApiProps, 'api'>> = {}) {
  return synthesize((scope) => {
    new AsyncApi(scope, 'deposits', { api: makeApi(scope), ...PROPS, ...change });
  });
}
const methods = (stack: ReturnType<typeof asyncApi>) =>
  Object.values(stack.resources('aws_api_gateway_method')).map((method) => ({
    verb: method['http_method'],
    authorization: method['authorization'],
    parameters: method['request_parameters'],
    models: method['request_models'],
  }));

describe('AsyncApi', () => {
  test('by default: POST that demands the key, GET of one, both signed', () => {
    expect(methods(asyncApi())).toEqual([
      {
        verb: 'POST',
        authorization: 'AWS_IAM',
        parameters: { 'method.request.header.Idempotency-Key': true },
        models: undefined,
      },
      {
        verb: 'GET',
        authorization: 'AWS_IAM',
        parameters: { 'method.request.path.id': true },
        models: undefined,
      },
    ]);
  });

  test('with a schema, further headers and an open door', () => {
    const [post, get] = methods(
      asyncApi({
        submit: {
          ...PROPS.submit,
          requiredHeaders: ['idempotency-key', 'X-Branch'],
          bodySchema: { type: 'object' },
        },
        authorization: { openBecause: 'a sandbox without data' },
      }),
    );
    expect(post).toMatchObject({
      authorization: 'NONE',
      parameters: { 'method.request.header.idempotency-key': true, 'method.request.header.X-Branch': true },
      models: { 'application/json': expect.any(String) },
    });
    expect(get).toMatchObject({ authorization: 'NONE' });
  });

  test('two on one API, the second below the first', () => {
    const stack = synthesize((scope) => {
      const api = makeApi(scope);
      const first = new AsyncApi(scope, 'deposits', { api, ...PROPS });
      new AsyncApi(scope, 'notes', {
        api,
        ...PROPS,
        path: '/deposits/{id}/notes',
        status: { ...PROPS.status, path: '/deposits/{id}/notes/{note}' },
      });
      expect(first.submit.place.path).toBe('/deposits');
      expect(first.status.place.path).toBe('/deposits/{id}');
    });
    expect(Object.keys(stack.resources('aws_api_gateway_method'))).toHaveLength(4);
  });

  test.each<[string, Partial<Omit<AsyncApiProps, 'api'>>, string, string]>([
    [
      'no key',
      { submit: { ...PROPS.submit, requiredHeaders: ['X-Branch'] } },
      'async-api-idempotency',
      'submit.requiredHeaders',
    ],
    ...[
      '/batches/{id}',
      '/deposits',
      '/deposits/status',
      '/deposits/{id}/status',
      '/deposits/{id+}',
      '/',
    ].map((path): [string, Partial<Omit<AsyncApiProps, 'api'>>, string, string] => [
      `the status path ${path}`,
      { status: { ...PROPS.status, path } },
      'async-api-status-path',
      'status.path',
    ]),
    [
      'a submit time of 29 s',
      { submit: { ...PROPS.submit, timeoutSeconds: 29 } },
      'async-api-timeout',
      'submit.timeoutSeconds',
    ],
    [
      'no status time',
      { status: { ...PROPS.status, timeoutSeconds: 0 } },
      'async-api-timeout',
      'status.timeoutSeconds',
    ],
    [
      'one function for both',
      { status: { ...PROPS.status, function: SUBMIT } },
      'async-api-one-function',
      'status.function',
    ],
    [
      'one of a collection as the collection',
      { path: '/deposits/{id}', status: { ...PROPS.status, path: '/deposits/{id}/{part}' } },
      'async-api-path',
      'path',
    ],
    ['the root', { path: '/', status: { ...PROPS.status, path: '/{id}' } }, 'async-api-path', 'path'],
  ])('GIVEN %s THEN it is refused', (_what, change, code, property) => {
    expect(problemsOf(() => asyncApi(change))).toEqual([[code, property]]);
  });

  test('GIVEN everything wrong THEN all of it at once, and no method is made', () => {
    const wrong = {
      submit: { ...PROPS.submit, requiredHeaders: [], timeoutSeconds: 60 },
      status: { ...PROPS.status, path: '/x', timeoutSeconds: 60 },
    };
    expect(problemsOf(() => asyncApi(wrong)).map(([code]) => code)).toEqual([
      'async-api-idempotency',
      'async-api-status-path',
      'async-api-timeout',
      'async-api-timeout',
    ]);
  });
});
