import { createServer, type Server } from 'node:http';
import { closeServer, listen, send } from '../../../../tools/emulator/gateway/http';

/** A method as a test deploys it, in the control plane's own names. */
export interface FakeMethod {
  readonly path: string;
  readonly httpMethod: string;
  readonly method?: Readonly<Record<string, unknown>>;
  readonly integration?: Readonly<Record<string, unknown>>;
}

export interface FakeApi {
  readonly methods: readonly FakeMethod[];
  readonly models?: Readonly<Record<string, unknown>>;
  readonly gatewayResponses?: readonly Readonly<Record<string, unknown>>[];
  readonly binaryMediaTypes?: readonly string[];
  readonly stage?: Readonly<Record<string, unknown>>;
}

/** API Gateway's control plane, as far as a served API reads it. Resources come in two pages. */
export class FakeApiControlPlane {
  api: FakeApi = { methods: [] };
  private readonly server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const body = this.answer(url);
    if (body) send(response, 200, { 'content-type': 'application/json' }, JSON.stringify(body));
    else
      send(
        response,
        404,
        { 'x-amzn-errortype': 'NotFoundException' },
        '{"message":"Invalid API identifier"}',
      );
  });
  private port = 0;

  static async start(): Promise<FakeApiControlPlane> {
    const fake = new FakeApiControlPlane();
    fake.port = await listen(fake.server);
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  close(): Promise<void> {
    return closeServer(this.server);
  }

  private answer(url: URL): unknown {
    const [, rest] = /^\/restapis\/api1(.*)$/.exec(url.pathname) ?? [];
    const { api } = this;
    if (rest === '') return { id: 'api1', name: 'deposits', binaryMediaTypes: api.binaryMediaTypes };
    if (rest === '/stages/live') return { stageName: 'live', ...api.stage };
    if (rest === '/resources') return this.resources(url.searchParams.get('position'));
    if (rest === '/models') {
      const models = Object.entries(api.models ?? {});
      return { item: models.map(([name, schema]) => ({ name, schema: JSON.stringify(schema) })) };
    }
    if (rest === '/requestvalidators') {
      return { item: [{ id: 'all', validateRequestBody: true, validateRequestParameters: true }] };
    }
    return rest === '/gatewayresponses' ? { item: api.gatewayResponses ?? [] } : undefined;
  }

  private resources(position: string | null): unknown {
    const items = [...new Set(this.api.methods.map(({ path }) => path))].map((path, index) => ({
      id: `r${index}`,
      path,
      resourceMethods: Object.fromEntries(
        this.api.methods
          .filter((one) => one.path === path)
          .map(({ httpMethod, method, integration }) => [
            httpMethod,
            { httpMethod, authorizationType: 'NONE', ...method, methodIntegration: integration ?? LAMBDA },
          ]),
      ),
    }));
    const half = Math.ceil(items.length / 2);
    return position ? { item: items.slice(half) } : { item: items.slice(0, half), position: 'more' };
  }
}

const FUNCTION = 'arn:aws:lambda:eu-west-1:123456789012:function:submit:${stageVariables.alias}';
const LAMBDA = {
  type: 'AWS_PROXY',
  uri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`,
};
