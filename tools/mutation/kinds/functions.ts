import { change, type MutationKind } from '../kind';
import { attributeKind } from './attribute-kinds';

const FUNCTION = ['aws_lambda_function'];

export const FUNCTION_KINDS: readonly MutationKind[] = [
  {
    id: 'function-url-open',
    weakness: 'everybody may call a function by its URL',
    caughtBy: ['lambda-url-auth'],
    changes: (view) =>
      view.all('aws_lambda_function').map((one) => {
        const url = one.beside(
          'url',
          { function_name: one.reference('function_name'), authorization_type: 'NONE' },
          'aws_lambda_function_url',
        );
        return change([one, url], url.add());
      }),
  },
  {
    id: 'function-url-any-origin',
    weakness: 'every web page may call a function by its URL',
    caughtBy: ['lambda-url-cors'],
    changes: (view) =>
      view.all('aws_lambda_function').map((one) => {
        const url = one.beside(
          'url',
          {
            function_name: one.reference('function_name'),
            authorization_type: 'AWS_IAM',
            cors: { allow_origins: ['*'], allow_credentials: true },
          },
          'aws_lambda_function_url',
        );
        return change([one, url], url.add());
      }),
  },
  {
    id: 'permission-for-everyone',
    weakness: 'everybody may invoke a function',
    caughtBy: ['lambda-permission-public'],
    changes: (view) =>
      view
        .all('aws_lambda_permission')
        .map((one) =>
          change(one, one.set(['principal'], '*'), one.remove('source_arn'), one.remove('source_account')),
        ),
  },
  {
    id: 'permission-without-source',
    weakness: 'a service may invoke a function for every customer',
    caughtBy: ['lambda-permission-source'],
    changes: (view) =>
      view
        .all('aws_lambda_permission')
        .map((one) => change(one, one.remove('source_arn'), one.remove('source_account'))),
  },
  attributeKind({
    id: 'permission-source-any',
    weakness: 'a service may invoke a function for every API',
    caughtBy: ['lambda-permission-source'],
    types: ['aws_lambda_permission'],
    path: ['source_arn'],
    values: ['arn:aws:execute-api:*:*:*'],
  }),
  attributeKind({
    id: 'function-tracing-off',
    weakness: 'a request cannot be followed through a function',
    caughtBy: ['lambda-tracing'],
    types: FUNCTION,
    path: ['tracing_config'],
    values: [undefined],
  }),
  attributeKind({
    id: 'function-runtime-old',
    weakness: 'a function runs on a runtime without security fixes',
    caughtBy: ['lambda-runtime-current'],
    types: FUNCTION,
    path: ['runtime'],
    values: ['nodejs14.x', 'python3.7'],
  }),
  attributeKind({
    id: 'function-environment-key-of-aws',
    weakness: 'the settings of a function are encrypted with a key of AWS',
    caughtBy: ['lambda-environment-key'],
    types: FUNCTION,
    path: ['kms_key_arn'],
    values: [undefined],
  }),
  {
    id: 'secret-in-environment',
    weakness: 'a secret stands in the settings of a function',
    caughtBy: ['lambda-environment-secrets'],
    changes: (view) =>
      view
        .all('aws_lambda_function')
        .flatMap((one) => [
          change(one, one.set(['environment', 'variables', 'DB_PASSWORD'], 'Zq7-vW2k.91xTbLp')),
          change(one, one.set(['environment', 'variables', 'AWS_KEY'], 'AKIAIOSFODNN7EXAMPLE')),
        ]),
  },
  {
    id: 'log-group-left-to-lambda',
    weakness: 'a function writes to a log group that nobody configured',
    caughtBy: ['lambda-log-group'],
    changes: (view) =>
      view.all('aws_lambda_function').flatMap((one) =>
        view
          .all('aws_cloudwatch_log_group')
          .filter((group) => one.refersTo(group))
          .map((group) => change([one, group], one.remove('logging_config'), group.drop())),
      ),
  },
  {
    id: 'asynchronous-failures-lost',
    weakness: 'an event that a function could not process is lost',
    caughtBy: ['lambda-dead-letters'],
    changes: (view) =>
      view
        .all('aws_lambda_function_event_invoke_config')
        // Secrets Manager waits for the answer of a rotation.
        .filter(({ name }) => !name.startsWith('rotate_'))
        .map((one) => change(one, one.drop())),
  },
  attributeKind({
    id: 'batch-fails-whole',
    weakness: 'one faulty message makes a whole batch be processed again',
    caughtBy: ['lambda-source-partial-failures'],
    types: ['aws_lambda_event_source_mapping'],
    path: ['function_response_types'],
    values: [undefined, []],
  }),
];

const STAGE = ['aws_api_gateway_stage'];
const SETTINGS = ['aws_api_gateway_method_settings'];

export const API_KINDS: readonly MutationKind[] = [
  {
    id: 'method-without-authorization',
    weakness: 'everybody may call a method of the API',
    caughtBy: ['apigateway-method-authorization'],
    // A private API admits its own endpoints only, and a policy that names callers refuses the others.
    changes: (view) =>
      view
        .all('aws_api_gateway_rest_api')
        .filter((api) => !api.text.includes('PRIVATE'))
        .flatMap(() => view.all('aws_api_gateway_method'))
        .map((method) =>
          change(
            method,
            method.set(['authorization'], 'NONE'),
            ...view
              .allows('resource')
              .filter(({ document }) => document.holder.type === 'aws_api_gateway_rest_api_policy')
              .map((one) => one.set('principals', [{ type: '*', identifiers: ['*'] }])),
          ),
        ),
  },
  attributeKind({
    id: 'method-without-validation',
    weakness: 'requests reach the function unchecked',
    caughtBy: ['apigateway-request-validation'],
    types: ['aws_api_gateway_method'],
    path: ['request_validator_id'],
    values: [undefined],
  }),
  attributeKind({
    id: 'api-without-access-log',
    weakness: 'nobody records who called the API',
    caughtBy: ['apigateway-access-log'],
    types: STAGE,
    path: ['access_log_settings'],
    values: [undefined],
  }),
  attributeKind({
    id: 'api-without-tracing',
    weakness: 'a request cannot be followed through the API',
    caughtBy: ['apigateway-tracing'],
    types: STAGE,
    path: ['xray_tracing_enabled'],
    values: [false, undefined],
  }),
  attributeKind({
    id: 'api-log-off',
    weakness: 'errors of the API are not logged',
    caughtBy: ['apigateway-execution-log'],
    types: SETTINGS,
    path: ['settings', 'logging_level'],
    values: ['OFF', undefined],
  }),
  attributeKind({
    id: 'api-logs-bodies',
    weakness: 'requests and answers are written whole to the log',
    caughtBy: ['apigateway-data-trace'],
    types: SETTINGS,
    path: ['settings', 'data_trace_enabled'],
    values: [true],
  }),
  attributeKind({
    id: 'api-without-metrics',
    weakness: 'nobody sees which method fails',
    caughtBy: ['apigateway-metrics'],
    types: SETTINGS,
    path: ['settings', 'metrics_enabled'],
    values: [false, undefined],
  }),
  {
    id: 'api-without-limit',
    weakness: 'one caller can take the whole capacity of the API',
    caughtBy: ['apigateway-throttling'],
    changes: (view) =>
      view
        .all('aws_api_gateway_method_settings')
        .map((one) =>
          change(
            one,
            one.remove('settings', 'throttling_rate_limit'),
            one.remove('settings', 'throttling_burst_limit'),
          ),
        ),
  },
  {
    id: 'private-api-without-endpoints',
    weakness: 'a private API does not name the endpoints that may call it',
    caughtBy: ['apigateway-private-endpoint'],
    changes: (view) =>
      view
        .all('aws_api_gateway_rest_api')
        .filter((api) => api.text.includes('PRIVATE'))
        .map((api) =>
          change(
            api,
            api.remove('endpoint_configuration', 'vpc_endpoint_ids'),
            ...view
              .policies('resource')
              .flatMap(({ statements }) => statements.filter(({ sid }) => sid === 'DenyOutsideEndpoints'))
              .map((one) => one.drop()),
          ),
        ),
  },
];
