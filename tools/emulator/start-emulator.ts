import { randomBytes } from 'node:crypto';
import { devNull } from 'node:os';
import type { AccessLogLine } from './api/access-log';
import { ApiServer } from './api/api-server';
import { createDataApi, type DataApi } from './data-api/data-api';
import type { DatabaseEngine } from './data-api/engine';
import { PgliteEngine } from './data-api/pglite-engine';
import { PostgresEngine } from './data-api/postgres-engine';
import type { FunctionHostEvent } from './functions/events';
import { FunctionHost } from './functions/function-host';
import { LogShipper } from './functions/log-shipper';
import type { CallGuard, CallRecord } from './gateway/call';
import { CredentialRegistry } from './gateway/credential-registry';
import { dataApiRoute } from './gateway/data-api-route';
import { DeployedDatabase } from './gateway/deployed-database';
import { Gateway } from './gateway/gateway';
import { deploymentWatch, lambdaRoute } from './gateway/lambda-route';
import { type MotoProcess, startMoto } from './moto/start-moto';

/** The key of whoever runs the emulator. The secret is a new one in every run. */
const OPERATOR_KEY_ID = 'AKIAEMULATOROPERATOR';

/** What happens in a running emulator. */
export type EmulatorEvent =
  | FunctionHostEvent
  /** A call to an AWS service was answered. */
  | { readonly kind: 'call'; readonly call: CallRecord }
  /** A request to a served API was answered. */
  | ({ readonly kind: 'access-log' } & AccessLogLine)
  /** A warning or failure that moto printed. */
  | { readonly kind: 'moto'; readonly line: string };

export interface EmulatorOptions {
  /** Port of the endpoint, on 127.0.0.1. @default a free one */
  readonly port?: number;
  /** What is behind the Data API. @default 'pglite': embedded and in memory */
  readonly database?: 'pglite' | { readonly url: string };
  /** Of the variables, and of what is looked up without a region. @default 'eu-central-1' */
  readonly region?: string;
  /**
   * Seconds before the second and the third attempt of a failed asynchronous event.
   * @default [1, 2]: AWS waits 60 and 120, for which nobody sits at a laptop
   */
  readonly asyncRetryDelaysSeconds?: readonly number[];
  /** What it throws is swallowed. @default nothing */
  readonly onEvent?: (event: EmulatorEvent) => void;
  /** Stops the emulator when aborted. @default never */
  readonly signal?: AbortSignal;
}

/** A deployed API that is served on localhost. */
export interface ServedApi {
  /** `http://127.0.0.1:PORT/<stage>` */
  readonly url: string;
  stop(): Promise<void>;
}

/** A running emulator. */
export interface Emulator {
  /** For `AWS_ENDPOINT_URL`. */
  readonly endpoint: string;
  readonly functionHost: FunctionHost;
  readonly dataApi: DataApi;
  /** The access keys that exist here: for whoever traces calls back to functions. */
  readonly credentials: CredentialRegistry;
  /** The place where a further service or a guard over all calls is added. */
  readonly gateway: Gateway;
  /** Variables with which Terraform, the AWS CLI and SDKs use the emulator and nothing else. */
  environment(): Record<string, string>;
  /**
   * Serves a deployed REST API. It is read again after each change.
   *
   * @param region @default that of the emulator
   */
  serveApi(restApiId: string, stage: string, region?: string): Promise<ServedApi>;
  /** Ends everything. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts an AWS emulator on loopback: moto, the Data API over PostgreSQL, the function host, and the gateway in front of
 * them. When this process dies, however it dies, moto and the functions end with it.
 *
 * @throws MotoMissingError or MotoStartError; nothing is then left running
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  options.signal?.throwIfAborted();
  const emulator = new RunningEmulator(options);
  try {
    await emulator.start();
    return emulator;
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}

/** What can be ended. */
type Ending = () => Promise<void> | void;

class RunningEmulator implements Emulator {
  readonly credentials = new CredentialRegistry({
    accessKeyId: OPERATOR_KEY_ID,
    secretAccessKey: randomBytes(20).toString('hex'),
  });
  private readonly region: string;
  /** In the order in which things were started; ended in the opposite order. */
  private readonly endings: Ending[] = [];
  private readonly apis = new Set<ApiServer>();
  private parts:
    | { gateway: Gateway; functionHost: FunctionHost; dataApi: DataApi; moto: MotoProcess }
    | undefined;
  private logs: LogShipper | undefined;
  private stopping: Promise<void> | undefined;

  constructor(private readonly options: EmulatorOptions) {
    this.region = options.region ?? 'eu-central-1';
  }

  get endpoint(): string {
    return this.gateway.endpoint;
  }

  get gateway(): Gateway {
    return this.started.gateway;
  }

  get functionHost(): FunctionHost {
    return this.started.functionHost;
  }

  get dataApi(): DataApi {
    return this.started.dataApi;
  }

  async start(): Promise<void> {
    const { signal } = this.options;
    // moto has to know the gateway's address, and the gateway moto's: the gateway's port is taken first.
    const gateway = await Gateway.listen({
      ...(this.options.port === undefined ? {} : { port: this.options.port }),
      onCall: (call) => this.emit({ kind: 'call', call }),
      functionOf: (accessKeyId) => this.credentials.find(accessKeyId)?.principal.functionName,
    });
    this.endings.push(() => gateway.close());
    const moto = await startMoto({
      gatewayUrl: gateway.endpoint,
      log: (line) => this.emit({ kind: 'moto', line }),
      ...(signal ? { signal } : {}),
    });
    this.endings.push(() => moto.stop());
    gateway.forwardTo(moto.url);
    void moto.ended.then(() => {
      if (!this.stopping)
        this.emit({ kind: 'notice', message: 'moto ended: AWS calls are answered with 503.' });
    });
    const dataApi = this.startDataApi(gateway, moto);
    const functionHost = this.startFunctionHost(gateway, moto);
    gateway.guard(this.apiWatch()).route(dataApiRoute(dataApi));
    this.parts = { gateway, functionHost, dataApi, moto };
    signal?.addEventListener('abort', () => void this.stop(), { once: true });
    signal?.throwIfAborted();
  }

  environment(): Record<string, string> {
    const { accessKeyId, secretAccessKey } = this.credentials.operator;
    return {
      AWS_ENDPOINT_URL: this.endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      // A token of a real session would be sent along with a key that it does not belong to.
      AWS_SESSION_TOKEN: '',
      AWS_REGION: this.region,
      AWS_DEFAULT_REGION: this.region,
      AWS_EC2_METADATA_DISABLED: 'true',
      // Profiles of this machine must not decide where calls go.
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
    };
  }

  async serveApi(restApiId: string, stage: string, region = this.region): Promise<ServedApi> {
    const { moto, functionHost } = this.started;
    const server = await ApiServer.start(
      {
        endpoint: moto.url,
        region,
        credentials: this.credentials.operator,
        registry: this.credentials,
        functionHost,
        onAccessLog: (line) => this.accessLog(region, line),
      },
      restApiId,
      stage,
    );
    this.apis.add(server);
    const stop = async () => {
      this.apis.delete(server);
      await server.close();
    };
    this.endings.push(stop);
    return { url: server.url, stop };
  }

  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  private async end(): Promise<void> {
    const failures: unknown[] = [];
    for (const end of this.endings.reverse()) {
      try {
        await end();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'the emulator did not stop cleanly');
  }

  private startDataApi(gateway: Gateway, moto: MotoProcess): DataApi {
    const database = new DeployedDatabase({ controlPlane: moto.url, credentials: this.credentials.operator });
    const engine = makeEngine(this.options.database);
    const dataApi = createDataApi({
      engine,
      clusters: (arn) => database.cluster(arn),
      secrets: (id) => database.secret(id),
      onUnexpected: (error) => this.emit({ kind: 'notice', message: `Data API: ${String(error)}` }),
    });
    gateway.guard(database.watch());
    this.endings.push(
      () => database.close(),
      () => engine.close(),
      () => dataApi.close(),
    );
    return dataApi;
  }

  private startFunctionHost(gateway: Gateway, moto: MotoProcess): FunctionHost {
    const functionHost = new FunctionHost({
      controlPlane: moto.url,
      gatewayEndpoint: gateway.endpoint,
      region: this.region,
      credentials: this.credentials,
      onEvent: (event) => this.emit(event),
      asyncRetryDelaysSeconds: this.options.asyncRetryDelaysSeconds ?? [1, 2],
    });
    gateway.guard(deploymentWatch(functionHost)).route(lambdaRoute(functionHost));
    const logs = new LogShipper({ endpoint: moto.url, credentials: this.credentials.operator }, (message) =>
      this.emit({ kind: 'notice', message }),
    );
    this.logs = logs;
    this.endings.push(
      () => logs.close(),
      () => functionHost.close(),
    );
    return functionHost;
  }

  /** A change of a REST API is served from the next request on. */
  private apiWatch(): CallGuard {
    return {
      check: async (call, response) => {
        if (call.service === 'apigateway' && call.method !== 'GET') {
          response.once('finish', () => {
            for (const server of this.apis) server.refresh();
          });
        }
        return false;
      },
    };
  }

  private accessLog(region: string, line: AccessLogLine): void {
    this.logs?.write(region, line.logGroup, line.logStream, Date.now(), line.message);
    this.emit({ kind: 'access-log', ...line });
  }

  private emit(event: EmulatorEvent): void {
    try {
      this.options.onEvent?.(event);
    } catch {
      // An observer must not break what it observes.
    }
  }

  private get started(): NonNullable<RunningEmulator['parts']> {
    if (!this.parts) throw new Error('the emulator has not started');
    return this.parts;
  }
}

function makeEngine(database: EmulatorOptions['database']): DatabaseEngine {
  return database === undefined || database === 'pglite' ? new PgliteEngine() : new PostgresEngine(database);
}
