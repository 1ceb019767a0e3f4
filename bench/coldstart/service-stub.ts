import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { answerOf, type Scenario, type ServiceAnswer } from './scenario';

/** The services that the functions call, by the name that the SDK's `AWS_ENDPOINT_URL_<SERVICE>` has for them. */
const SERVICES = [
  'RDS_DATA',
  'DYNAMODB',
  'EVENTBRIDGE',
  'SECRETS_MANAGER',
  'SFN',
  'REKOGNITION',
  'S3',
] as const;

export interface ServiceStub {
  /** Under which variables a function finds the services: each has a port, and so a connection, of its own. */
  readonly variables: Readonly<Record<string, string>>;
  /** What is answered from now on. */
  play(scenario: Scenario): void;
  stop(): void;
}

/**
 * Stands for the services of AWS on the loopback device, over TLS, with connections that are kept: no network, no work
 * of a service, only what the function itself does to be answered.
 */
export async function startServiceStub(keyFile: string, certificateFile: string): Promise<ServiceStub> {
  let playing: Scenario = { event: undefined };
  const tls = { key: readFileSync(keyFile), cert: readFileSync(certificateFile) };
  const servers: Server[] = [];
  const variables: Record<string, string> = { NODE_EXTRA_CA_CERTS: certificateFile };
  for (const service of [...SERVICES, 'PARTNER'] as const) {
    const server = createServer(tls, (request, response) => void serve(request, response, () => playing));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    server.unref();
    servers.push(server);
    const url = `https://localhost:${(server.address() as AddressInfo).port}`;
    variables[service === 'PARTNER' ? 'PARTNER_URL' : `AWS_ENDPOINT_URL_${service}`] = url;
  }
  return {
    variables,
    play: (scenario) => {
      playing = scenario;
    },
    stop: () => {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  playing: () => Scenario,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const answer = answerTo(request, body, playing());
  const text = 'json' in answer ? JSON.stringify(answer.json) : answer.text;
  const type = 'json' in answer ? 'application/x-amz-json-1.0' : 'application/octet-stream';
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}

function answerTo(request: IncomingMessage, body: string, scenario: Scenario): ServiceAnswer {
  const { method = '', url = '' } = request;
  const path = url.split('?')[0] ?? '';
  const target = String(request.headers['x-amz-target'] ?? '').split('.')[1];
  if (target) return answerOf(scenario, target, JSON.parse(body));
  if (path === '/Execute') return answerOf(scenario, 'ExecuteStatement', JSON.parse(body));
  if (/^\/(Begin|Commit|Rollback)Transaction$/.test(path)) return answerOf(scenario, path.slice(1), {});
  if (method === 'GET') return answerOf(scenario, 'GetObject', { Key: path });
  return { json: {} };
}
