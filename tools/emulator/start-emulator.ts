import { randomBytes } from 'node:crypto';
import { type ServedApi, ServedApis } from './api/served-apis';
import { createDataApi, type DataApi } from './data-api/data-api';
import type { DatabaseEngine } from './data-api/engine';
import { holdServer } from './data-api/held-server';
import { PgliteEngine } from './data-api/pglite-engine';
import { PostgresEngine } from './data-api/postgres-engine';
import type { Emulator, EmulatorEvent, EmulatorOptions } from './emulator';
import { Endings } from './endings';
import { Enforcement } from './enforcement/enforcement';
import { FunctionHost } from './functions/function-host';
import { LogShipper } from './functions/log-shipper';
import { CredentialRegistry } from './gateway/credential-registry';
import { dataApiRoute } from './gateway/data-api-route';
import { DeployedDatabase } from './gateway/deployed-database';
import { Gateway } from './gateway/gateway';
import { deploymentWatch, lambdaRoute } from './gateway/lambda-route';
import { permissionsRoute } from './gateway/permissions-route';
import { rekognitionRoute } from './gateway/rekognition-route';
import { stateMachineWatch, statesRoute } from './gateway/states-route';
import { type MotoProcess, startMoto } from './moto/start-moto';
import { operatorEnvironment } from './operator-environment';
import type { Delivery } from './scheduler/schedule-delivery';
import { Scheduler } from './scheduler/scheduler';
import { S3Objects } from './workflows/object-store';
import { Workflows } from './workflows/workflows';

export type { ServedApi } from './api/served-apis';
export type { Emulator, EmulatorEvent, EmulatorOptions } from './emulator';

/** The key of whoever runs the emulator. The secret is a new one in every run. */
const OPERATOR_KEY_ID = 'AKIAEMULATOROPERATOR';

/**
 * Starts an AWS emulator on loopback: moto, the Data API over PostgreSQL, the function host, the state machines, the
 * schedules, and the gateway in front of them. When this process dies, however it dies, moto and the functions end with
 * it.
 *
 * @throws MotoMissingError, MotoStartError or ServerHeldError; nothing is then left running
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

interface Parts {
  readonly gateway: Gateway;
  readonly functionHost: FunctionHost;
  readonly dataApi: DataApi;
  readonly workflows: Workflows;
  readonly scheduler: Scheduler;
  readonly apis: ServedApis;
}

class RunningEmulator implements Emulator {
  readonly credentials = new CredentialRegistry({
    accessKeyId: OPERATOR_KEY_ID,
    secretAccessKey: randomBytes(20).toString('hex'),
  });
  private readonly region: string;
  private readonly endings = new Endings();
  private parts: Parts | undefined;
  private enforcement: Enforcement | undefined;

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

  get workflows(): Workflows {
    return this.started.workflows;
  }

  async start(): Promise<void> {
    const { signal, database } = this.options;
    if (typeof database === 'object') this.endings.add(await holdServer(database.url));
    // moto has to know the gateway's address, and the gateway moto's: the gateway's port is taken first.
    const gateway = await this.startGateway();
    const moto = await this.startMoto(gateway);
    this.startEnforcement(gateway, moto);
    const dataApi = this.startDataApi(gateway, moto);
    const functionHost = this.startFunctionHost(gateway, moto);
    const apis = this.startApis(gateway, moto, functionHost);
    const workflows = this.startWorkflows(gateway, moto, functionHost);
    const scheduler = this.startScheduler(gateway, moto, functionHost, workflows);
    this.startRekognition(gateway, moto);
    this.parts = { gateway, functionHost, dataApi, workflows, scheduler, apis };
    signal?.addEventListener('abort', () => void this.stop(), { once: true });
    signal?.throwIfAborted();
  }

  environment(): Record<string, string> {
    return operatorEnvironment(this.endpoint, this.region, this.credentials.operator);
  }

  serveApi(restApiId: string, stage: string, region = this.region): Promise<ServedApi> {
    return this.started.apis.serve(restApiId, stage, region);
  }

  fireSchedule(name: string): Promise<Delivery> {
    return this.started.scheduler.fire(name);
  }

  stop(): Promise<void> {
    return this.endings.end();
  }

  private async startGateway(): Promise<Gateway> {
    const gateway = await Gateway.listen({
      ...(this.options.port === undefined ? {} : { port: this.options.port }),
      onCall: (call) => this.emit({ kind: 'call', call }),
      functionOf: (accessKeyId) => this.credentials.find(accessKeyId)?.principal.functionName,
      isJudged: (accessKeyId) => this.enforcement?.judges(accessKeyId) === true,
    });
    this.endings.add(() => gateway.close());
    return gateway;
  }

  private async startMoto(gateway: Gateway): Promise<MotoProcess> {
    const { signal, redeliverySeconds } = this.options;
    const moto = await startMoto({
      gatewayUrl: gateway.endpoint,
      judges: this.options.enforcement !== undefined,
      ...(redeliverySeconds === undefined ? {} : { redeliverySeconds }),
      log: (line) => this.emit({ kind: 'moto', line }),
      ...(signal ? { signal } : {}),
    });
    this.endings.add(() => moto.stop());
    gateway.forwardTo(moto.url);
    void moto.ended.then(() => {
      if (!this.endings.isEnding) this.notice('moto ended: AWS calls are answered with 503.');
    });
    return moto;
  }

  private startEnforcement(gateway: Gateway, moto: MotoProcess): void {
    if (!this.options.enforcement) return;
    const enforcement = new Enforcement({
      ...this.options.enforcement,
      controlPlane: moto.url,
      credentials: this.credentials,
      onRefusal: (event) => this.emit(event),
      onNotice: (message) => this.notice(message),
    });
    this.enforcement = enforcement;
    gateway.guard(enforcement.guard()).route(permissionsRoute(enforcement));
    this.endings.add(() => enforcement.close());
  }

  private startDataApi(gateway: Gateway, moto: MotoProcess): DataApi {
    const database = new DeployedDatabase({ controlPlane: moto.url, credentials: this.credentials.operator });
    const engine = makeEngine(this.options.database);
    const dataApi = createDataApi({
      engine,
      clusters: (arn) => database.cluster(arn),
      secrets: (id) => database.secret(id),
      ...(engine instanceof PgliteEngine && { limits: EMBEDDED_LIMITS }),
      onUnexpected: (error) => this.notice(`Data API: ${String(error)}`),
    });
    gateway.guard(database.watch()).route(dataApiRoute(dataApi));
    this.endings.add(
      () => database.close(),
      () => engine.close(),
      () => dataApi.close(),
    );
    return dataApi;
  }

  private startFunctionHost(gateway: Gateway, moto: MotoProcess): FunctionHost {
    const { outside, asyncRetryDelaysSeconds } = this.options;
    const functionHost = new FunctionHost({
      controlPlane: moto.url,
      gatewayEndpoint: gateway.endpoint,
      region: this.region,
      credentials: this.credentials,
      onEvent: (event) => this.emit(event),
      asyncRetryDelaysSeconds: asyncRetryDelaysSeconds ?? [1, 2],
      ...(outside ? { outside } : {}),
    });
    gateway.guard(deploymentWatch(functionHost)).route(lambdaRoute(functionHost));
    this.endings.add(() => functionHost.close());
    return functionHost;
  }

  private startApis(gateway: Gateway, moto: MotoProcess, functionHost: FunctionHost): ServedApis {
    const logs = new LogShipper({ endpoint: moto.url, credentials: this.credentials.operator }, (message) =>
      this.notice(message),
    );
    const apis = new ServedApis({
      controlPlane: moto.url,
      credentials: this.credentials,
      functionHost,
      ...this.permissions,
      onAccessLog: (region, line) => {
        logs.write(region, line.logGroup, line.logStream, Date.now(), line.message);
        this.emit({ kind: 'access-log', ...line });
      },
    });
    gateway.guard(apis.watch());
    this.endings.add(
      () => logs.close(),
      () => apis.close(),
    );
    return apis;
  }

  private startWorkflows(gateway: Gateway, moto: MotoProcess, functionHost: FunctionHost): Workflows {
    const { workflowTimeScale } = this.options;
    const workflows = new Workflows({
      controlPlane: moto.url,
      credentials: this.credentials.operator,
      functionHost,
      ...this.permissions,
      onEvent: (event) => this.emit(event),
      ...(workflowTimeScale === undefined ? {} : { timeScale: workflowTimeScale }),
    });
    gateway.guard(stateMachineWatch(workflows)).route(statesRoute(workflows));
    this.endings.add(() => workflows.close());
    return workflows;
  }

  private startScheduler(
    gateway: Gateway,
    moto: MotoProcess,
    functionHost: FunctionHost,
    workflows: Workflows,
  ): Scheduler {
    const scheduler = new Scheduler({
      endpoint: moto.url,
      gatewayEndpoint: gateway.endpoint,
      region: this.region,
      credentials: this.credentials.operator,
      functionHost,
      workflows,
      ...this.permissions,
      hasClock: this.options.scheduleClock ?? true,
      onNotice: (message) => this.notice(message),
    });
    gateway.guard(scheduler.watch());
    this.endings.add(() => scheduler.close());
    return scheduler;
  }

  private startRekognition(gateway: Gateway, moto: MotoProcess): void {
    const images = new S3Objects({ endpoint: moto.url, credentials: this.credentials.operator });
    gateway.route(rekognitionRoute(images, (message) => this.notice(message)));
    this.endings.add(() => images.close());
  }

  private get permissions(): { permissions?: Enforcement } {
    return this.enforcement ? { permissions: this.enforcement } : {};
  }

  private notice(message: string): void {
    this.emit({ kind: 'notice', message });
  }

  private emit(event: EmulatorEvent): void {
    try {
      this.options.onEvent?.(event);
    } catch {
      // An observer must not break what it observes.
    }
  }

  private get started(): Parts {
    if (!this.parts) throw new Error('the emulator has not started');
    return this.parts;
  }
}

/**
 * The embedded database has one connection: a transaction that its function never ends, because its process died, holds
 * up everybody. The service waits 3 minutes for such a one; nobody's transaction here is idle for seconds.
 */
const EMBEDDED_LIMITS = { transactionIdleMilliseconds: 5000 };

function makeEngine(database: EmulatorOptions['database']): DatabaseEngine {
  return database === undefined || database === 'pglite' ? new PgliteEngine() : new PostgresEngine(database);
}
