import { AccountLogging } from '../../../modules/api/account-logging';
import { RestApi } from '../../../modules/api/rest-api';
import type { Synthesized } from '../../support/synth';
import { KEY_ARN, LOCATION, problemsOf, synthesize } from '../data/support';
import { API, METHOD, makeApi, synthesizeApi } from './support';

function triggers(stack: Synthesized): Record<string, string> {
  return stack.only('aws_api_gateway_deployment')['triggers'] as Record<string, string>;
}

function policySids(stack: Synthesized): unknown[] {
  const reference = stack.only('aws_api_gateway_rest_api_policy')['policy'];
  return stack.statements(reference).map(({ sid }) => sid);
}

describe('RestApi', () => {
  test('is regional, and its policy admits the account’s principals over TLS', () => {
    // GIVEN / WHEN
    const stack = synthesizeApi();
    const [api] = Object.keys(stack.resources('aws_api_gateway_rest_api'));
    // THEN
    expect(stack.only('aws_api_gateway_rest_api')).toMatchObject({
      name: 'deposits-test-api',
      disable_execute_api_endpoint: false,
      endpoint_configuration: { types: ['REGIONAL'] },
      lifecycle: { create_before_destroy: true },
      tags: { Name: 'deposits-test-api' },
    });
    const reference = stack.only('aws_api_gateway_rest_api_policy')['policy'];
    expect(stack.statements(reference)).toEqual([
      {
        sid: 'AllowAccount',
        effect: 'Allow',
        actions: ['execute-api:Invoke'],
        principals: [{ type: 'AWS', identifiers: ['arn:aws:iam::111122223333:root'] }],
        resources: [`\${aws_api_gateway_rest_api.${api}.execution_arn}/v1/*`],
      },
      {
        sid: 'DenyWithoutTls',
        effect: 'Deny',
        actions: ['execute-api:Invoke'],
        principals: [{ type: '*', identifiers: ['*'] }],
        resources: [`\${aws_api_gateway_rest_api.${api}.execution_arn}/v1/*`],
        condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
      },
    ]);
  });

  test('traces, throttles, logs errors and never contents, caches nothing', () => {
    const stack = synthesizeApi();
    expect(stack.only('aws_api_gateway_stage')).toMatchObject({
      stage_name: 'v1',
      xray_tracing_enabled: true,
      tags: { Name: 'deposits-test-api-v1' },
    });
    expect(stack.only('aws_api_gateway_method_settings')).toMatchObject({
      method_path: '*/*',
      settings: {
        logging_level: 'ERROR',
        data_trace_enabled: false,
        metrics_enabled: true,
        throttling_rate_limit: 50,
        throttling_burst_limit: 100,
        caching_enabled: false,
        cache_data_encrypted: true,
      },
    });
  });

  test('has both log groups with key and retention, before the stage', () => {
    // GIVEN
    const stack = synthesizeApi();
    const [api] = Object.keys(stack.resources('aws_api_gateway_rest_api'));
    // WHEN
    const groups = Object.values(stack.resources('aws_cloudwatch_log_group'));
    // THEN
    expect(groups.map(({ name }) => name)).toEqual([
      '/aws/apigateway/deposits-test-api',
      `API-Gateway-Execution-Logs_\${aws_api_gateway_rest_api.${api}.id}/v1`,
    ]);
    for (const group of groups) {
      expect(group).toMatchObject({ retention_in_days: 365, kms_key_id: KEY_ARN });
    }
    const stage = stack.only('aws_api_gateway_stage');
    const settings = stage['access_log_settings'] as Record<string, string>;
    expect(settings['format']).toContain('"requestId" = "$context.requestId"');
    expect(settings['format']).not.toContain('validationErrorString');
    expect(stage['depends_on']).toHaveLength(1);
  });

  test('a method: signed, checked, answered by the alias, and permitted to call nothing else', () => {
    // GIVEN / WHEN
    const stack = synthesizeApi((api) => {
      api.addMethod('POST', '/deposits', {
        ...METHOD,
        requiredHeaders: ['Idempotency-Key'],
        requiredQuery: ['dry-run'],
        bodySchema: { type: 'object', properties: { currency: { type: 'string', pattern: '^\\w{3}$' } } },
      });
    });
    const [api] = Object.keys(stack.resources('aws_api_gateway_rest_api'));
    const [model] = Object.keys(stack.resources('aws_api_gateway_model'));
    // THEN
    expect(stack.only('aws_api_gateway_method')).toMatchObject({
      http_method: 'POST',
      authorization: 'AWS_IAM',
      request_parameters: {
        'method.request.header.Idempotency-Key': true,
        'method.request.querystring.dry-run': true,
      },
      request_models: { 'application/json': `\${aws_api_gateway_model.${model}.name}` },
    });
    expect(stack.only('aws_api_gateway_request_validator')).toMatchObject({
      name: 'body-and-parameters',
      validate_request_body: true,
      validate_request_parameters: true,
    });
    expect(stack.only('aws_api_gateway_model')).toMatchObject({
      name: 'PostDeposits',
      content_type: 'application/json',
      schema:
        '${jsonencode({"$schema" = "http://json-schema.org/draft-04/schema#", "type" = "object", ' +
        '"properties" = {"currency" = {"type" = "string", "pattern" = "^\\\\w{3}$"}}})}',
    });
    expect(stack.only('aws_api_gateway_integration')).toMatchObject({
      type: 'AWS_PROXY',
      integration_http_method: 'POST',
      timeout_milliseconds: 29_000,
      uri: METHOD.function.invokeArn,
    });
    expect(stack.only('aws_lambda_permission')).toMatchObject({
      statement_id: 'InvokeByPOSTDeposits',
      function_name: 'deposits-test-submit-deposit',
      qualifier: 'live',
      principal: 'apigateway.amazonaws.com',
      source_arn: `\${aws_api_gateway_rest_api.${api}.execution_arn}/v1/POST/deposits`,
    });
  });

  test('methods share paths and validators', () => {
    // GIVEN / WHEN
    const stack = synthesizeApi((api) => {
      api.addMethod('GET', '/deposits/{id}', METHOD);
      api.addMethod('DELETE', '/deposits/{id}', METHOD);
      api.addMethod('GET', '/deposits', METHOD);
      api.addMethod('GET', '/', METHOD);
    });
    // THEN
    const parts = Object.values(stack.resources('aws_api_gateway_resource')).map(
      ({ path_part }) => path_part,
    );
    expect(parts.sort()).toEqual(['deposits', '{id}']);
    expect(stack.only('aws_api_gateway_request_validator')).toMatchObject({ name: 'parameters' });
    const arns = Object.values(stack.resources('aws_lambda_permission')).map(({ source_arn }) =>
      String(source_arn).replace(/^.*\}/, ''),
    );
    expect(arns.sort()).toEqual([
      '/v1/DELETE/deposits/*',
      '/v1/GET/',
      '/v1/GET/deposits',
      '/v1/GET/deposits/*',
    ]);
    const methods = Object.values(stack.resources('aws_api_gateway_method'));
    const ofPath = methods.filter(({ request_parameters }) => request_parameters !== undefined);
    expect(ofPath.map(({ request_parameters }) => request_parameters)).toEqual([
      { 'method.request.path.id': true },
      { 'method.request.path.id': true },
    ]);
  });

  test('validate none: the function checks everything', () => {
    const stack = synthesizeApi((api) => {
      api.addMethod('GET', '/deposits', { ...METHOD, validate: 'none', timeoutMilliseconds: 12_000 });
    });
    expect(stack.only('aws_api_gateway_method')['request_validator_id']).toBeUndefined();
    expect(stack.resources('aws_api_gateway_request_validator')).toEqual({});
    expect(stack.only('aws_api_gateway_integration')['timeout_milliseconds']).toBe(12_000);
  });

  test('an open method is in the policy by its own ARN', () => {
    // GIVEN / WHEN
    const stack = synthesizeApi((api) => {
      api.addMethod('GET', '/health', {
        ...METHOD,
        authorization: { openBecause: 'load balancers ask without credentials' },
      });
    });
    // THEN
    expect(stack.only('aws_api_gateway_method')['authorization']).toBe('NONE');
    expect(policySids(stack)).toEqual(['AllowAccount', 'AllowOpenMethods', 'DenyWithoutTls']);
    const reference = stack.only('aws_api_gateway_rest_api_policy')['policy'];
    const open = stack.statements(reference)[1]?.['resources'] as string[];
    expect(open.map((arn) => arn.replace(/^.*\}/, ''))).toEqual(['/v1/GET/health']);
  });

  test('private: only through the endpoints', () => {
    const stack = synthesizeApi(undefined, {
      endpoint: { kind: 'private', vpcEndpointIds: ['vpce-1', 'vpce-2'] },
    });
    expect(stack.only('aws_api_gateway_rest_api')['endpoint_configuration']).toEqual({
      types: ['PRIVATE'],
      vpc_endpoint_ids: ['vpce-1', 'vpce-2'],
    });
    const reference = stack.only('aws_api_gateway_rest_api_policy')['policy'];
    expect(stack.statements(reference).at(-1)).toMatchObject({
      sid: 'DenyOutsideEndpoints',
      effect: 'Deny',
      condition: [{ test: 'StringNotEquals', variable: 'aws:SourceVpce', values: ['vpce-1', 'vpce-2'] }],
    });
  });

  test('answers its own errors as problem documents', () => {
    // GIVEN
    const responses = Object.values(synthesizeApi().resources('aws_api_gateway_gateway_response'));
    const byType = new Map(responses.map((response) => [response['response_type'], response]));
    // WHEN / THEN
    const statuses = [
      'BAD_REQUEST_BODY',
      'UNAUTHORIZED',
      'ACCESS_DENIED',
      'REQUEST_TOO_LARGE',
      'THROTTLED',
    ].map((type) => byType.get(type)?.['status_code']);
    expect(statuses).toEqual(['400', '401', '403', '413', '429']);
    expect(byType.get('INTEGRATION_TIMEOUT')?.['status_code']).toBe('504');
    expect(byType.get('BAD_REQUEST_BODY')).toMatchObject({
      response_parameters: { 'gatewayresponse.header.Content-Type': "'application/problem+json'" },
      response_templates: {
        'application/json':
          '${jsonencode({"type" = "about:blank", "title" = "Bad Request", "status" = 400, ' +
          '"detail" = "The body does not conform to the schema of this method.", "requestId" = "$context.requestId"})}',
      },
    });
    expect(byType.get('THROTTLED')?.['response_parameters']).toMatchObject({
      'gatewayresponse.header.Retry-After': "'1'",
    });
    expect(byType.get('DEFAULT_5XX')?.['status_code']).toBeUndefined();
  });

  test('deploys after everything that the deployment holds, and before the old one goes', () => {
    const stack = synthesizeApi((api) => {
      api.addMethod('POST', '/deposits', { ...METHOD, bodySchema: { type: 'object' } });
    });
    const deployment = stack.only('aws_api_gateway_deployment');
    const types = (deployment['depends_on'] as string[]).map((address) => address.split('.')[0]);
    expect(new Set(types)).toEqual(
      new Set([
        'aws_api_gateway_rest_api_policy',
        'aws_api_gateway_gateway_response',
        'aws_api_gateway_model',
        'aws_api_gateway_method',
        'aws_api_gateway_integration',
      ]),
    );
    expect(deployment['lifecycle']).toEqual({ create_before_destroy: true });
  });

  test('deploys anew when the definition changes, and only then', () => {
    // GIVEN
    const base = () => synthesizeApi((api) => api.addMethod('GET', '/deposits', METHOD));
    const changed = synthesizeApi((api) =>
      api.addMethod('GET', '/deposits', { ...METHOD, requiredQuery: ['page'] }),
    );
    const elsewhere = synthesizeApi((api) =>
      api.addMethod('GET', '/deposits', {
        ...METHOD,
        function: { ...METHOD.function, invokeArn: 'arn:other' },
      }),
    );
    // WHEN
    const { definition, integrations } = triggers(base());
    // THEN
    expect(definition).toMatch(/^[0-9a-f]{64}$/);
    expect(triggers(base())).toEqual(triggers(base()));
    expect(triggers(changed)['definition']).not.toBe(definition);
    expect(triggers(elsewhere)['definition']).toBe(definition);
    expect(triggers(elsewhere)['integrations']).not.toBe(integrations);
    expect(triggers(base())['policy']).toMatch(/^\$\{sha256\(data\.aws_iam_policy_document\./);
  });

  test('the trigger does not depend on how many tokens were made before', () => {
    const stack = (warmUp: number) =>
      synthesize((scope) => {
        for (let index = 0; index < warmUp; index += 1) makeKeyToken(scope, index);
        makeApi(scope).addMethod('GET', '/deposits', METHOD);
      });
    expect(triggers(stack(0))['definition']).toBe(triggers(stack(3))['definition']);
  });

  test('custom: logging, retention, account role, web ACL, certificate, domain, tags', () => {
    // GIVEN / WHEN
    const stack = synthesize((scope) => {
      const accountLogging = new AccountLogging(scope, 'logging', {
        name: 'deposits-test-api-logs',
        location: LOCATION,
      });
      const api = makeApi(scope, {
        accountLogging,
        loggingLevel: 'INFO',
        logRetentionDays: 30,
        webAclArn: 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/a/1',
        clientCertificate: true,
        customDomain: {
          name: 'deposits.bank.example',
          certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/1',
        },
        disableExecuteApiEndpoint: true,
        tags: { Owner: 'payments' },
      });
      expect(api.domain?.regionalDomainName).toBeDefined();
    });
    const stage = stack.only('aws_api_gateway_stage');
    // THEN
    expect(stack.only('aws_api_gateway_rest_api')).toMatchObject({
      disable_execute_api_endpoint: true,
      tags: { Name: 'deposits-test-api', Owner: 'payments' },
    });
    expect(stage['client_certificate_id']).toMatch(/aws_api_gateway_client_certificate/);
    expect(stage['depends_on']).toEqual(
      expect.arrayContaining([expect.stringMatching(/^aws_api_gateway_account\./)]),
    );
    expect(stack.only('aws_api_gateway_method_settings')).toMatchObject({
      settings: { logging_level: 'INFO' },
    });
    expect(stack.only('aws_wafv2_web_acl_association')).toMatchObject({
      web_acl_arn: 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/a/1',
    });
    expect(stack.only('aws_api_gateway_domain_name')).toMatchObject({
      domain_name: 'deposits.bank.example',
      security_policy: 'TLS_1_2',
      endpoint_configuration: { types: ['REGIONAL'] },
    });
    expect(stack.only('aws_api_gateway_base_path_mapping')).toBeDefined();
  });

  test('imported: creates nothing and names methods', () => {
    synthesize((scope) => {
      const own = makeApi(scope);
      const imported = RestApi.fromAttributes(own.attributes());
      expect(imported.methodArn('GET', '/deposits/{id}')).toBe(own.methodArn('GET', '/deposits/{id}'));
      expect(imported.attributes()).toEqual(own.attributes());
      expect([imported.name, imported.stageName]).toEqual(['deposits-test-api', 'v1']);
      expect([imported.restApiId, imported.invokeUrl]).toEqual([own.restApiId, own.invokeUrl]);
    });
  });

  test('refuses all wrong properties at once', () => {
    synthesize((scope) => {
      const call = () =>
        new RestApi(scope, 'wrong', {
          ...API,
          name: 'deposits api',
          stageName: 'v-1',
          throttling: { ratePerSecond: 0, burst: 5_001 },
          endpoint: { kind: 'private', vpcEndpointIds: [] },
          customDomain: { name: 'deposits.bank.example', certificateArn: 'arn' },
        });
      expect(problemsOf(call)).toEqual([
        ['api-name', 'name'],
        ['api-stage-name', 'stageName'],
        ['api-throttling', 'throttling.burst'],
        ['api-throttling', 'throttling.ratePerSecond'],
        ['api-private-endpoints', 'endpoint.vpcEndpointIds'],
        ['api-private-domain', 'customDomain'],
      ]);
    });
  });

  test('refuses to take AWS’s name away without another', () => {
    expect(problemsOf(() => synthesizeApi(undefined, { disableExecuteApiEndpoint: true }))).toEqual([
      ['api-unreachable', 'disableExecuteApiEndpoint'],
    ]);
  });
});

/** Makes tokens, whose numbers must not show in what follows. */
function makeKeyToken(scope: Parameters<typeof makeApi>[0], index: number): void {
  new AccountLogging(scope, `other${index}`, { name: `other${index}`, location: LOCATION });
}
