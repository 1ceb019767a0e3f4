import { type SigningKey, sendSigned } from '../gateway/signed-request';
import { parseXml, type XmlElement } from './xml';

/** Thrown when the control plane refuses; a resource that is not there answers so too. */
export class ControlPlaneError extends Error {
  override readonly name = 'ControlPlaneError';

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }

  /** Whether it says that there is no such thing, and not that something went wrong. */
  get isMissing(): boolean {
    return this.status === 404 || (this.status < 500 && /NotFound|NoSuch|NonExistent/i.test(this.message));
  }
}

/** Reads what is deployed from moto, by the services' own protocols: most of their clients are no dependency. */
export class ControlPlane {
  /** @param options where every service answers: moto */
  constructor(private readonly options: { readonly endpoint: string; readonly credentials: SigningKey }) {}

  /** A JSON protocol. @param target `AmazonSQS.GetQueueAttributes` */
  async json(
    service: string,
    region: string,
    target: string,
    input: object,
  ): Promise<Readonly<Record<string, unknown>>> {
    const body = await this.send(service, region, {
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
      body: JSON.stringify(input),
    });
    return JSON.parse(body || '{}') as Record<string, unknown>;
  }

  /** The Query protocol. @param version of the API, `2010-05-08` */
  async query(
    service: string,
    region: string,
    version: string,
    action: string,
    parameters: Readonly<Record<string, string>> = {},
  ): Promise<XmlElement> {
    const body = await this.send(service, region, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ Action: action, Version: version, ...parameters }).toString(),
    });
    return parseXml(body);
  }

  /** A REST protocol's `GET`. @returns the body */
  get(service: string, region: string, path: string): Promise<string> {
    return this.send(service, region, { method: 'GET', path });
  }

  private async send(
    service: string,
    region: string,
    request: Pick<Parameters<typeof sendSigned>[0], 'method' | 'path' | 'headers' | 'body'>,
  ): Promise<string> {
    const { endpoint, credentials } = this.options;
    const answer = await sendSigned({ endpoint, credentials, service, region, ...request });
    if (answer.status < 300) return answer.body;
    throw new ControlPlaneError(answer.status, answer.body.slice(0, 500));
  }
}

/** The answer, or nothing when there is no such thing. */
export async function orNothing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ControlPlaneError && error.isMissing) return undefined;
    throw error;
  }
}
