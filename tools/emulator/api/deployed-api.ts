import {
  APIGatewayClient,
  GetGatewayResponsesCommand,
  GetModelsCommand,
  GetRequestValidatorsCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetStageCommand,
  type Integration,
  type Method,
  type Resource,
  type Stage,
} from '@aws-sdk/client-api-gateway';
import { patience } from '../gateway/patience';
import type { SigningKey } from '../gateway/signed-request';

/** A request parameter that must be there. */
export interface RequiredParameter {
  readonly location: 'querystring' | 'header' | 'path';
  readonly name: string;
}

/** One method of one resource, as it is deployed. */
export interface ApiMethod {
  readonly resourceId: string;
  /** With its variables: `/deposits/{id}`. */
  readonly resourcePath: string;
  /** `ANY` answers each that has no method of its own. */
  readonly httpMethod: string;
  readonly authorization: string;
  readonly apiKeyRequired: boolean;
  readonly operationName?: string;
  readonly requiredParameters: readonly RequiredParameter[];
  readonly validatesParameters: boolean;
  readonly validatesBody: boolean;
  /** Model name by content type. */
  readonly requestModels: Readonly<Record<string, string>>;
  readonly integration?: Integration;
  readonly throttle?: ThrottleSettings;
}

export interface ThrottleSettings {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

export interface GatewayResponseSettings {
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
}

/** A REST API and one of its stages, as they are deployed. */
export interface DeployedApi {
  readonly id: string;
  readonly name: string;
  readonly stage: string;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly methods: readonly ApiMethod[];
  /** JSON schema by model name. */
  readonly models: Readonly<Record<string, unknown>>;
  readonly gatewayResponses: Readonly<Record<string, GatewayResponseSettings>>;
  readonly binaryMediaTypes: readonly string[];
  readonly accessLog?: { readonly destinationArn: string; readonly format: string };
}

export interface ReadApiOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: SigningKey;
}

/**
 * Reads a REST API from the control plane.
 *
 * @throws NotFoundException of the SDK when there is no such API or stage
 */
export async function readDeployedApi(
  options: ReadApiOptions,
  restApiId: string,
  stageName: string,
): Promise<DeployedApi> {
  const client = new APIGatewayClient({ ...options, ...patience() });
  try {
    const of = { restApiId };
    const api = await client.send(new GetRestApiCommand(of));
    const stage = await client.send(new GetStageCommand({ ...of, stageName }));
    const resources = await allResources(client, restApiId);
    const models = (await client.send(new GetModelsCommand({ ...of, limit: 500 }))).items ?? [];
    const validators =
      (await client.send(new GetRequestValidatorsCommand({ ...of, limit: 500 }))).items ?? [];
    const responses = (await client.send(new GetGatewayResponsesCommand({ ...of, limit: 500 }))).items ?? [];
    const validatorById = new Map(validators.map((validator) => [validator.id, validator]));
    const { destinationArn, format } = stage.accessLogSettings ?? {};
    return {
      id: restApiId,
      name: api.name ?? restApiId,
      stage: stageName,
      stageVariables: stage.variables ?? {},
      binaryMediaTypes: api.binaryMediaTypes ?? [],
      models: Object.fromEntries(models.map((model) => [model.name ?? '', parseSchema(model.schema)])),
      gatewayResponses: Object.fromEntries(
        responses.map((response) => [
          response.responseType ?? '',
          {
            headers: response.responseParameters ?? {},
            templates: response.responseTemplates ?? {},
            ...(response.statusCode ? { status: Number(response.statusCode) } : {}),
          },
        ]),
      ),
      methods: resources.flatMap((resource) =>
        Object.entries(resource.resourceMethods ?? {}).map(([httpMethod, method]) => {
          const validator = validatorById.get(method.requestValidatorId ?? '');
          return describeMethod(resource, httpMethod, method, stage, {
            parameters: validator?.validateRequestParameters === true,
            body: validator?.validateRequestBody === true,
          });
        }),
      ),
      ...(destinationArn && format ? { accessLog: { destinationArn, format } } : {}),
    };
  } finally {
    client.destroy();
  }
}

async function allResources(client: APIGatewayClient, restApiId: string): Promise<Resource[]> {
  const found: Resource[] = [];
  let position: string | undefined;
  do {
    const page: { items?: Resource[]; position?: string } = await client.send(
      new GetResourcesCommand({
        restApiId,
        limit: 500,
        embed: ['methods'],
        ...(position ? { position } : {}),
      }),
    );
    found.push(...(page.items ?? []));
    position = page.position;
  } while (position);
  return found;
}

function describeMethod(
  resource: Resource,
  httpMethod: string,
  method: Method,
  stage: Stage,
  validates: { parameters: boolean; body: boolean },
): ApiMethod {
  const resourcePath = resource.path ?? '/';
  const throttle = throttleOf(stage, resourcePath, httpMethod);
  return {
    resourceId: resource.id ?? '',
    resourcePath,
    httpMethod,
    authorization: method.authorizationType ?? 'NONE',
    apiKeyRequired: method.apiKeyRequired === true,
    requiredParameters: requiredParameters(method.requestParameters ?? {}),
    validatesParameters: validates.parameters,
    validatesBody: validates.body,
    requestModels: method.requestModels ?? {},
    ...(method.operationName ? { operationName: method.operationName } : {}),
    ...(method.methodIntegration ? { integration: method.methodIntegration } : {}),
    ...(throttle ? { throttle } : {}),
  };
}

/** `method.request.header.Idempotency-Key: true`. What is false is declared, not required. */
function requiredParameters(parameters: Readonly<Record<string, boolean | string>>): RequiredParameter[] {
  return Object.entries(parameters).flatMap(([key, required]) => {
    const [, location, name] = /^method\.request\.(querystring|header|path)\.(.+)$/.exec(key) ?? [];
    if (String(required) !== 'true' || name === undefined) return [];
    return [{ location: location as RequiredParameter['location'], name }];
  });
}

/**
 * The throttling of a method: its own settings, or those of `*​/*`. Keys are `deposits~1{id}/GET` with or without a
 * leading `~1`; negative limits, as Terraform writes them, mean none.
 */
function throttleOf(stage: Stage, resourcePath: string, httpMethod: string): ThrottleSettings | undefined {
  const settings = Object.entries(stage.methodSettings ?? {});
  const own = settings.find(([key]) => {
    const at = key.lastIndexOf('/');
    const path = key.slice(0, at).replaceAll('~1', '/').replace(/^\/*/, '/');
    return path === resourcePath && key.slice(at + 1) === httpMethod;
  });
  const found = own?.[1] ?? stage.methodSettings?.['*/*'];
  const rateLimit = found?.throttlingRateLimit ?? -1;
  const burstLimit = found?.throttlingBurstLimit ?? -1;
  return rateLimit < 0 || burstLimit < 0 ? undefined : { rateLimit, burstLimit };
}

function parseSchema(schema: string | undefined): unknown {
  try {
    return JSON.parse(schema ?? '{}');
  } catch {
    return {};
  }
}
