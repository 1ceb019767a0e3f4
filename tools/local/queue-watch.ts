import { sendSigned } from '../emulator/gateway/signed-request';
import type { Emulator } from '../emulator/start-emulator';

/** How full a queue is. */
export interface QueueDepth {
  /** Without the prefix of the environment. */
  readonly name: string;
  readonly waiting: number;
  /** Received, and neither deleted nor visible again. */
  readonly inFlight: number;
  /** Messages that failed for good end here. */
  readonly isDeadLetters: boolean;
}

const EVERY_MS = 1_500;

/** Looks at the deployed queues again and again, while somebody wants to know. */
export class QueueWatch {
  private depths: readonly QueueDepth[] = [];
  private urls: readonly string[] | undefined;
  private readonly timer: NodeJS.Timeout;
  private isLooking = false;

  constructor(
    private readonly options: {
      readonly emulator: Pick<Emulator, 'endpoint' | 'credentials' | 'environment'>;
      readonly prefix: string;
      readonly isWanted: () => boolean;
      readonly onChange: (depths: readonly QueueDepth[]) => void;
    },
  ) {
    this.timer = setInterval(() => void this.look(), EVERY_MS);
    this.timer.unref();
  }

  get current(): readonly QueueDepth[] {
    return this.depths;
  }

  /** Looks now. What cannot be answered, as when the emulator stops, is left as it was. */
  async look(): Promise<void> {
    if (this.isLooking || !this.options.isWanted()) return;
    this.isLooking = true;
    try {
      this.urls ??= await this.list();
      const depths = await Promise.all(this.urls.map((url) => this.depthOf(url)));
      if (JSON.stringify(depths) !== JSON.stringify(this.depths)) {
        this.depths = depths;
        this.options.onChange(depths);
      }
    } catch {
      this.urls = undefined;
    } finally {
      this.isLooking = false;
    }
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async list(): Promise<readonly string[]> {
    const { QueueUrls = [] } = await this.call<{ QueueUrls?: string[] }>('ListQueues', {
      QueueNamePrefix: this.options.prefix,
    });
    return [...QueueUrls].sort();
  }

  private async depthOf(url: string): Promise<QueueDepth> {
    const { Attributes = {} } = await this.call<{ Attributes?: Record<string, string> }>(
      'GetQueueAttributes',
      {
        QueueUrl: url,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      },
    );
    const name = url.slice(url.lastIndexOf('/') + 1).replace(this.options.prefix, '');
    return {
      name,
      waiting: Number(Attributes['ApproximateNumberOfMessages'] ?? 0),
      inFlight: Number(Attributes['ApproximateNumberOfMessagesNotVisible'] ?? 0),
      isDeadLetters: /(-dead|failures)$/.test(name),
    };
  }

  private async call<T>(operation: string, input: object): Promise<T> {
    const { emulator } = this.options;
    const { status, body } = await sendSigned({
      endpoint: emulator.endpoint,
      region: emulator.environment()['AWS_REGION'] ?? '',
      credentials: emulator.credentials.operator,
      service: 'sqs',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` },
      body: JSON.stringify(input),
    });
    if (status !== 200) throw new Error(`${operation} answered ${status}`);
    return JSON.parse(body) as T;
  }
}
