import {
  type AttributeValue,
  ConditionalCheckFailedException,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Batch } from '../deposits/batch/batch';
import type { BatchStatusStore, FileOutcome } from '../deposits/batch/ports';
import { readBatch, writeAnnounced } from './batch-record';
import { BatchStatusReader, dynamoDbClient } from './batch-status-reader';
import { PARTITION_KEY } from './idempotency-record';

/** How long a batch can be asked for, and its idempotency key is remembered. */
const RETENTION_SECONDS = 30 * 24 * 60 * 60;

interface Change {
  readonly update: string;
  readonly condition: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, AttributeValue>>;
}

/**
 * How far batches are, in a DynamoDB table: one item a batch, always found by its key, and gone by itself after 30 days.
 * Every change has a condition, so that a step that runs twice, or beside itself, changes the item once; whoever finds
 * it changed is answered with what is there.
 */
export class BatchStatusTable extends BatchStatusReader implements BatchStatusStore {
  announce(batch: Pick<Batch, 'id' | 'submittedBy' | 'announcedAt'>): Promise<Batch> {
    const item = writeAnnounced(batch, this.nowSeconds() + RETENTION_SECONDS);
    const command = new PutItemCommand({
      TableName: this.tableName,
      Item: item,
      ConditionExpression: 'attribute_not_exists(#key) OR #expires <= :now',
      ExpressionAttributeNames: { '#key': PARTITION_KEY, '#expires': 'expiresAt' },
      ExpressionAttributeValues: { ':now': { N: String(this.nowSeconds()) } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    return this.asItIs(async (abortSignal) => {
      await dynamoDbClient.send(command, { abortSignal });
      return readBatch(item);
    });
  }

  recordFile(batchId: string, { failure, ...file }: FileOutcome): Promise<Batch> {
    return this.change(batchId, {
      update: [
        'SET #status = :next',
        '#digest = :digest',
        '#received = :received',
        '#counts = :counts',
        '#rejects = :rejects',
        ...(failure ? ['#failure = :failure'] : []),
      ].join(', '),
      condition: '#status = :announced',
      names: {
        '#status': 'status',
        '#digest': 'fileDigest',
        '#received': 'receivedAtMillis',
        '#counts': 'counts',
        '#rejects': 'rejects',
        ...(failure && { '#failure': 'failure' }),
      },
      values: {
        ':announced': { S: 'ANNOUNCED' },
        ':next': { S: failure ? 'FAILED' : 'SPLIT' },
        ':digest': { S: file.digest },
        ':received': { N: String(file.receivedAt.getTime()) },
        ':counts': { S: JSON.stringify(file.counts) },
        ':rejects': { S: JSON.stringify(file.rejects) },
        ...(failure && { ':failure': { S: failure } }),
      },
    });
  }

  complete(batchId: string, at: Date): Promise<Batch> {
    return this.change(batchId, {
      update: 'SET #status = :completed, #completed = :at',
      condition: '#status = :split',
      names: { '#status': 'status', '#completed': 'completedAtMillis' },
      values: {
        ':completed': { S: 'COMPLETED' },
        ':split': { S: 'SPLIT' },
        ':at': { N: String(at.getTime()) },
      },
    });
  }

  private change(batchId: string, { update, condition, names, values }: Change): Promise<Batch> {
    const command = new UpdateItemCommand({
      TableName: this.tableName,
      Key: { [PARTITION_KEY]: { S: batchId } },
      UpdateExpression: update,
      ConditionExpression: condition,
      ExpressionAttributeNames: { ...names },
      ExpressionAttributeValues: { ...values },
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    return this.asItIs(async (abortSignal) => {
      const { Attributes: attributes } = await dynamoDbClient.send(command, { abortSignal });
      return readBatch(attributes);
    });
  }

  /** The batch after the change, or, where its condition did not hold, as another change left it. */
  private asItIs(change: (signal: AbortSignal) => Promise<Batch>): Promise<Batch> {
    return this.send(async (abortSignal) => {
      try {
        return await change(abortSignal);
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return readBatch(error.Item);
        throw error;
      }
    });
  }
}
