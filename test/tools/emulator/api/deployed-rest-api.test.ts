import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateModelCommand,
  CreateRequestValidatorCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  CreateStageCommand,
  GetResourcesCommand,
  PutGatewayResponseCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { sendSigned } from '../../../../tools/emulator/gateway/signed-request';
import { client, deploy, events, REGION, running, useEmulator, withMoto } from './emulator-with-moto';

const JSON_TYPE = { 'content-type': 'application/json' };

/** An API handler that tells what it was called with. */
const ECHO = `exports.handler = async (event) => {
  console.log('served', event.path);
  return { statusCode: 201, headers: { Location: '/deposits/1' }, body: JSON.stringify(event) } }`;

useEmulator();

describe('a deployed REST API', () => {
  async function deployApi(): Promise<{ id: string; resourceId: string }> {
    const arn = await deploy('submit', ECHO);
    const api = new APIGatewayClient(client());
    const logs = new CloudWatchLogsClient(client());
    await logs.send(new CreateLogGroupCommand({ logGroupName: '/api/access' }));
    const { id: restApiId = '' } = await api.send(new CreateRestApiCommand({ name: 'deposits' }));
    const { items = [] } = await api.send(new GetResourcesCommand({ restApiId }));
    const { id: resourceId = '' } = await api.send(
      new CreateResourceCommand({ restApiId, parentId: items[0]?.id, pathPart: 'deposits' }),
    );
    const schema = { type: 'object', required: ['amount'], properties: { amount: { type: 'integer' } } };
    await api.send(
      new CreateModelCommand({
        restApiId,
        name: 'Deposit',
        contentType: 'application/json',
        schema: JSON.stringify(schema),
      }),
    );
    const validator = await api.send(
      new CreateRequestValidatorCommand({
        restApiId,
        name: 'all',
        validateRequestBody: true,
        validateRequestParameters: true,
      }),
    );
    const method = { restApiId, resourceId, httpMethod: 'POST' };
    await api.send(
      new PutMethodCommand({
        ...method,
        authorizationType: 'AWS_IAM',
        requestValidatorId: validator.id,
        requestParameters: { 'method.request.header.Idempotency-Key': true },
        requestModels: { 'application/json': 'Deposit' },
      }),
    );
    await api.send(
      new PutIntegrationCommand({
        ...method,
        type: 'AWS_PROXY',
        integrationHttpMethod: 'POST',
        uri: `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/${arn}/invocations`,
      }),
    );
    await api.send(
      new PutGatewayResponseCommand({
        restApiId,
        responseType: 'BAD_REQUEST_BODY',
        responseTemplates: {
          'application/json':
            '{"title":$context.error.messageString,"detail":"$context.error.validationErrorString"}',
        },
      }),
    );
    const { id: deploymentId } = await api.send(new CreateDeploymentCommand({ restApiId }));
    await api.send(new CreateStageCommand({ restApiId, stageName: 'live', deploymentId }));
    const patch = (path: string, value: string) => ({ op: 'replace' as const, path, value });
    await api.send(
      new UpdateStageCommand({
        restApiId,
        stageName: 'live',
        patchOperations: [
          patch(
            '/accessLogSettings/destinationArn',
            `arn:aws:logs:${REGION}:123456789012:log-group:/api/access`,
          ),
          patch('/accessLogSettings/format', '{"status":$context.status,"user":"$context.identity.userArn"}'),
          patch('/*/*/throttling/rateLimit', '0.001'),
          patch('/*/*/throttling/burstLimit', '4'),
        ],
      }),
    );
    return { id: restApiId, resourceId };
  }

  withMoto(
    'GIVEN IAM authorization, validation and throttling WHEN called THEN each is as deployed',
    async () => {
      const { id, resourceId } = await deployApi();
      const served = await running().serveApi(id, 'live');
      const { accessKeyId, secretAccessKey } = running().credentials.operator;
      const post = (body: unknown, headers: Record<string, string> = { 'idempotency-key': 'k' }) =>
        sendSigned({
          endpoint: served.url,
          service: 'execute-api',
          region: REGION,
          credentials: { accessKeyId, secretAccessKey },
          path: '/live/deposits',
          headers: { ...JSON_TYPE, ...headers },
          body: JSON.stringify(body),
        });

      const unsigned = await fetch(`${served.url}/deposits`, { method: 'POST', body: '{}' });
      const created = await post({ amount: 5 });
      const invalid = await post({});
      const keyless = await post({ amount: 5 }, {});
      const throttled = await post({ amount: 5 });
      await served.stop();

      expect([unsigned.status, await unsigned.json()]).toEqual([
        403,
        { message: 'Missing Authentication Token' },
      ]);
      expect(created.status).toBe(201);
      expect(JSON.parse(created.body)).toMatchObject({
        resource: '/deposits',
        path: '/deposits',
        body: '{"amount":5}',
        requestContext: {
          resourceId,
          stage: 'live',
          apiId: id,
          identity: { userArn: 'arn:aws:iam::123456789012:user/operator', accessKey: accessKeyId },
        },
      });
      expect(invalid).toEqual({
        status: 400,
        body: '{"title":"Invalid request body","detail":"[object has missing required properties (["amount"])]"}',
      });
      expect(keyless).toEqual({
        status: 400,
        body: '{"message":"Missing required request parameters: [Idempotency-Key]"}',
      });
      expect(throttled).toEqual({ status: 429, body: '{"message":"Too Many Requests"}' });
      const lines = events.flatMap((event) =>
        event.kind === 'access-log' ? [JSON.parse(event.message)] : [],
      );
      expect(lines).toEqual(
        expect.arrayContaining([
          { status: 403, user: '-' },
          { status: 201, user: 'arn:aws:iam::123456789012:user/operator' },
          { status: 429, user: '-' },
        ]),
      );
    },
  );
});
