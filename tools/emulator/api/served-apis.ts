import type { ServicePermissions } from '../enforcement/service-permissions';
import type { FunctionHost } from '../functions/function-host';
import type { CallGuard } from '../gateway/call';
import type { CredentialRegistry } from '../gateway/credential-registry';
import type { AccessLogLine } from './access-log';
import { ApiServer } from './api-server';

/** A deployed API that is served on localhost. */
export interface ServedApi {
  /** `http://127.0.0.1:PORT/<stage>` */
  readonly url: string;
  stop(): Promise<void>;
}

export interface ServedApisOptions {
  /** Where API Gateway's control plane answers: moto. */
  readonly controlPlane: string;
  readonly credentials: CredentialRegistry;
  readonly functionHost: FunctionHost;
  /** Asked before a function is invoked. @default it may be */
  readonly permissions?: ServicePermissions;
  readonly onAccessLog: (region: string, line: AccessLogLine) => void;
}

/** The REST APIs that one emulator serves. */
export class ServedApis {
  private readonly servers = new Set<ApiServer>();

  constructor(private readonly options: ServedApisOptions) {}

  async serve(restApiId: string, stage: string, region: string): Promise<ServedApi> {
    const { controlPlane, credentials, functionHost, onAccessLog, permissions } = this.options;
    const server = await ApiServer.start(
      {
        endpoint: controlPlane,
        region,
        credentials: credentials.operator,
        registry: credentials,
        functionHost,
        ...(permissions ? { permissions } : {}),
        onAccessLog: (line) => onAccessLog(region, line),
      },
      restApiId,
      stage,
    );
    this.servers.add(server);
    const stop = async () => {
      this.servers.delete(server);
      await server.close();
    };
    return { url: server.url, stop };
  }

  /** A change of a REST API is served from the next request on. */
  watch(): CallGuard {
    return {
      check: async (call, response) => {
        if (call.service === 'apigateway' && call.method !== 'GET') {
          response.once('finish', () => {
            for (const server of this.servers) server.refresh();
          });
        }
        return false;
      },
    };
  }

  async close(): Promise<void> {
    await Promise.all([...this.servers].map((server) => server.close()));
    this.servers.clear();
  }
}
