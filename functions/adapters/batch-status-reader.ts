import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Batch } from '../deposits/batch/batch';
import type { Clock } from '../deposits/ports';
import type { Deadline } from '../shared/deadline';
import { retry } from '../shared/retry';
import { readBatch } from './batch-record';
import { CLIENT_DEFAULTS } from './client-defaults';
import { PARTITION_KEY } from './idempotency-record';
import { isTransient } from './transient';

export const dynamoDbClient = new DynamoDBClient(CLIENT_DEFAULTS);

/** Shows how far batches are. Apart from what changes them: who only reads ships no other call. */
export class BatchStatusReader {
  constructor(
    protected readonly tableName: string,
    protected readonly clock: Clock,
    protected readonly deadline: Deadline,
  ) {}

  async find(batchId: string): Promise<Batch | undefined> {
    const command = new GetItemCommand({
      TableName: this.tableName,
      Key: { [PARTITION_KEY]: { S: batchId } },
      ConsistentRead: true,
    });
    const { Item: item } = await this.send((abortSignal) => dynamoDbClient.send(command, { abortSignal }));
    if (!item) return undefined;
    // DynamoDB removes expired items days later: until then they count as absent.
    return Number(item['expiresAt']?.N) > this.nowSeconds() ? readBatch(item) : undefined;
  }

  protected send<T>(attempt: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return retry(attempt, {
      deadline: this.deadline,
      dependency: 'the table of batches',
      isTransient,
      attemptMillis: 2000,
    });
  }

  protected nowSeconds(): number {
    return Math.floor(this.clock.now().getTime() / 1000);
  }
}
