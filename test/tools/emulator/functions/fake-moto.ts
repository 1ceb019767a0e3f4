import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { zipSync } from 'fflate';
import { closeServer, listen, readBody } from '../../../../tools/emulator/gateway/http';

/** A function as a test deploys it. Anything left out has Lambda's default. */
export interface FakeFunction {
  readonly files: Readonly<Record<string, string>>;
  readonly handler?: string;
  readonly runtime?: string;
  readonly timeout?: number;
  readonly memory?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly reservedConcurrency?: number;
  readonly deadLetterArn?: string;
  readonly logFormat?: 'Text' | 'JSON';
  readonly codeSha256?: string;
  readonly eventInvokeConfig?: Readonly<Record<string, unknown>>;
}

export interface ReceivedCall {
  readonly target: string | undefined;
  readonly path: string;
  readonly body: string;
  readonly authorization: string;
}

/** The part of the control plane that the function host uses, as plain HTTP. */
export class FakeMoto {
  readonly calls: ReceivedCall[] = [];
  /** alias → version */
  readonly aliases = new Map<string, string>();
  private readonly functions = new Map<string, FakeFunction>();
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));
  private port = 0;

  static async start(): Promise<FakeMoto> {
    const fake = new FakeMoto();
    fake.port = await listen(fake.server);
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  deploy(name: string, deployed: FakeFunction): void {
    this.functions.set(name, deployed);
  }

  /** Messages of the log events that were stored, in order. */
  logMessages(group: string): string[] {
    return this.calls
      .filter((call) => call.target === 'Logs_20140328.PutLogEvents')
      .map((call) => JSON.parse(call.body) as { logGroupName: string; logEvents: { message: string }[] })
      .filter((batch) => batch.logGroupName === group)
      .flatMap((batch) => batch.logEvents.map((event) => event.message));
  }

  close(): Promise<void> {
    return closeServer(this.server);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const target = request.headers['x-amz-target'] as string | undefined;
    const body = (await readBody(request, 10_000_000)).toString('utf8');
    const authorization = request.headers.authorization ?? '';
    this.calls.push({ target, path: url.pathname, body, authorization });
    const [, name = '', rest = ''] = /\/functions\/([^/]+)(.*)$/.exec(url.pathname) ?? [];
    const deployed = this.functions.get(name);
    if (url.pathname.startsWith('/code/')) {
      response.end(zipOf(this.functions.get(url.pathname.slice(6))?.files ?? {}));
    } else if (target) {
      answerJson(response, 200, {});
    } else if (!deployed) {
      notFound(response, `Function not found: arn:aws:lambda:eu-west-1:123456789012:function:${name}`);
    } else if (rest.startsWith('/aliases/')) {
      const version = this.aliases.get(rest.slice('/aliases/'.length));
      if (version === undefined) notFound(response, 'Cannot find alias arn');
      else answerJson(response, 200, { FunctionVersion: version });
    } else if (rest.startsWith('/event-invoke-config')) {
      if (deployed.eventInvokeConfig) answerJson(response, 200, deployed.eventInvokeConfig);
      else notFound(response, 'The function does not have an EventInvokeConfig');
    } else {
      answerJson(response, 200, this.describe(name, deployed, url.searchParams.get('Qualifier')));
    }
  }

  private describe(name: string, deployed: FakeFunction, qualifier: string | null): unknown {
    const arn = `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;
    return {
      Configuration: {
        FunctionName: name,
        FunctionArn: qualifier ? `${arn}:${qualifier}` : arn,
        Version: qualifier ?? '$LATEST',
        Role: `arn:aws:iam::123456789012:role/${name}`,
        Runtime: deployed.runtime ?? 'nodejs22.x',
        Handler: deployed.handler ?? 'index.handler',
        Timeout: deployed.timeout ?? 3,
        MemorySize: deployed.memory ?? 128,
        CodeSha256:
          deployed.codeSha256 ?? createHash('sha256').update(zipOf(deployed.files)).digest('base64'),
        Environment: { Variables: deployed.environment ?? {} },
        ...(deployed.logFormat ? { LoggingConfig: { LogFormat: deployed.logFormat } } : {}),
        ...(deployed.deadLetterArn ? { DeadLetterConfig: { TargetArn: deployed.deadLetterArn } } : {}),
      },
      Code: { Location: `${this.url}/code/${name}` },
      ...(deployed.reservedConcurrency === undefined
        ? {}
        : { Concurrency: { ReservedConcurrentExecutions: deployed.reservedConcurrency } }),
    };
  }
}

/** A zip that is the same on every day. */
export function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(files).map(([name, text]) => [name, Buffer.from(text)] as const);
  return Buffer.from(zipSync(Object.fromEntries(entries), { mtime: new Date('2020-01-01T00:00:00Z') }));
}

function notFound(response: ServerResponse, message: string): void {
  response.setHeader('x-amzn-errortype', 'ResourceNotFoundException');
  answerJson(response, 404, { Type: 'User', Message: message });
}

function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}
