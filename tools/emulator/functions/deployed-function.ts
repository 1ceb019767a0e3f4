import {
  GetAliasCommand,
  GetFunctionCommand,
  GetFunctionEventInvokeConfigCommand,
  type GetFunctionResponse,
  LambdaClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { patience } from '../gateway/patience';
import { Remembered } from '../gateway/remembered';
import type { SigningKey } from '../gateway/signed-request';
import type { FunctionReference } from './function-name';
import { LambdaServiceError } from './service-error';

/** A function as it is deployed: what the control plane answers, with Lambda's defaults filled in. */
export interface DeployedFunction {
  readonly name: string;
  /** Without qualifier. */
  readonly arn: string;
  readonly region: string;
  /** As it was invoked: with the qualifier, if there was one. */
  readonly invokedArn: string;
  /** `$LATEST` or a number: never an alias. */
  readonly version: string;
  /** Changes with every change of code or configuration. */
  readonly revision: string;
  readonly roleArn: string;
  readonly runtime: string;
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMib: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly codeSha256: string;
  readonly codeLocation: string;
  readonly logGroup: string;
  readonly logFormat: 'Text' | 'JSON';
  readonly applicationLogLevel?: string;
  readonly reservedConcurrency?: number;
  readonly deadLetterArn?: string;
  readonly layerArns: readonly string[];
}

/** What happens to asynchronous invocations that fail. */
export interface AsyncConfiguration {
  /** @default 2 */
  readonly maximumRetries: number;
  /** @default 21,600: six hours */
  readonly maximumAgeSeconds: number;
  readonly onSuccessArn?: string;
  readonly onFailureArn?: string;
}

/** How long an answer of the control plane is believed. Changes through the gateway are seen at once (`forget`). */
const BELIEVED_FOR_MS = 2_000;

/** Reads functions from the control plane. */
export class DeployedFunctions {
  private readonly clients = new Map<string, LambdaClient>();
  private readonly known = new Remembered<unknown>(BELIEVED_FOR_MS);

  constructor(private readonly options: { endpoint: string; credentials: SigningKey }) {}

  /** @throws LambdaServiceError when there is no such function, version or alias */
  async resolve(reference: FunctionReference): Promise<DeployedFunction> {
    const { name, region, qualifier } = reference;
    const version = await this.versionBehind(reference);
    const key = `function ${region} ${name} ${version}`;
    const response = await this.remember(key, () => this.read(reference, version));
    return describe(response, qualifier);
  }

  /** The settings of asynchronous invocations for the qualifier that was invoked. */
  asyncConfiguration(reference: FunctionReference): Promise<AsyncConfiguration> {
    const { name, region, qualifier } = reference;
    return this.remember(`async ${region} ${name} ${qualifier}`, async () => {
      try {
        const found = await this.client(region).send(
          new GetFunctionEventInvokeConfigCommand({
            FunctionName: name,
            ...(qualifier === undefined ? {} : { Qualifier: qualifier }),
          }),
        );
        const onSuccessArn = found.DestinationConfig?.OnSuccess?.Destination;
        const onFailureArn = found.DestinationConfig?.OnFailure?.Destination;
        return {
          maximumRetries: found.MaximumRetryAttempts ?? 2,
          maximumAgeSeconds: found.MaximumEventAgeInSeconds ?? 21_600,
          ...(onSuccessArn ? { onSuccessArn } : {}),
          ...(onFailureArn ? { onFailureArn } : {}),
        };
      } catch (error) {
        if (error instanceof ResourceNotFoundException)
          return { maximumRetries: 2, maximumAgeSeconds: 21_600 };
        throw error;
      }
    });
  }

  /** Something was deployed: ask again. */
  forget(): void {
    this.known.forget();
  }

  close(): void {
    for (const client of this.clients.values()) client.destroy();
  }

  private async versionBehind({ name, region, qualifier }: FunctionReference): Promise<string> {
    if (qualifier === undefined || qualifier === '$LATEST' || /^\d+$/.test(qualifier)) {
      return qualifier ?? '$LATEST';
    }
    const alias = await this.remember(`alias ${region} ${name} ${qualifier}`, () =>
      asServiceError(() =>
        this.client(region).send(new GetAliasCommand({ FunctionName: name, Name: qualifier })),
      ),
    );
    let lot = Math.random();
    for (const [version, weight] of Object.entries(alias.RoutingConfig?.AdditionalVersionWeights ?? {})) {
      if (lot < weight) return version;
      lot -= weight;
    }
    return alias.FunctionVersion ?? '$LATEST';
  }

  private read({ name, region }: FunctionReference, version: string): Promise<GetFunctionResponse> {
    const qualified = version === '$LATEST' ? {} : { Qualifier: version };
    return asServiceError(() =>
      this.client(region).send(new GetFunctionCommand({ FunctionName: name, ...qualified })),
    );
  }

  private client(region: string): LambdaClient {
    const known = this.clients.get(region) ?? new LambdaClient({ ...this.options, region, ...patience() });
    this.clients.set(region, known);
    return known;
  }

  private remember<T>(key: string, ask: () => Promise<T>): Promise<T> {
    return this.known.get(key, ask) as Promise<T>;
  }
}

async function asServiceError<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ResourceNotFoundException) {
      throw new LambdaServiceError(404, 'ResourceNotFoundException', error.message);
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new LambdaServiceError(500, 'ServiceException', `The control plane did not answer: ${reason}`, {
      Type: 'Service',
    });
  }
}

function describe(response: GetFunctionResponse, qualifier: string | undefined): DeployedFunction {
  const { Configuration: configuration = {}, Code: code = {}, Concurrency: concurrency } = response;
  const arn = (configuration.FunctionArn ?? '').split(':').slice(0, 7).join(':');
  const name = configuration.FunctionName ?? arn.split(':')[6] ?? '';
  if (configuration.PackageType === 'Image' || !code.Location) {
    throw new LambdaServiceError(
      502,
      'InvalidZipFileException',
      `${name} has no zip that could be run locally.`,
    );
  }
  const level = configuration.LoggingConfig?.ApplicationLogLevel;
  const deadLetterArn = configuration.DeadLetterConfig?.TargetArn;
  const reserved = concurrency?.ReservedConcurrentExecutions;
  return {
    name,
    arn,
    region: arn.split(':')[3] ?? '',
    invokedArn: qualifier === undefined ? arn : `${arn}:${qualifier}`,
    version: configuration.Version ?? '$LATEST',
    revision: JSON.stringify(configuration, (key, value) => (key === 'LastModified' ? undefined : value)),
    roleArn: configuration.Role ?? '',
    runtime: configuration.Runtime ?? '',
    handler: configuration.Handler ?? '',
    timeoutSeconds: configuration.Timeout ?? 3,
    memoryMib: configuration.MemorySize ?? 128,
    environment: configuration.Environment?.Variables ?? {},
    codeSha256: configuration.CodeSha256 ?? '',
    codeLocation: code.Location,
    logGroup: configuration.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    logFormat: configuration.LoggingConfig?.LogFormat === 'JSON' ? 'JSON' : 'Text',
    layerArns: (configuration.Layers ?? []).flatMap((layer) => layer.Arn ?? []),
    ...(level ? { applicationLogLevel: level } : {}),
    ...(deadLetterArn ? { deadLetterArn } : {}),
    ...(reserved === undefined ? {} : { reservedConcurrency: reserved }),
  };
}
