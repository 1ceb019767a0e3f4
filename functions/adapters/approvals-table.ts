import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Approval } from '../deposits/clearing/approval';
import type { Approvals, StoredApproval } from '../deposits/clearing/ports';
import type { Deadline } from '../shared/deadline';
import { retry } from '../shared/retry';
import { PARTITION_KEY, REVISION, readApproval, writeApproval } from './approvals-record';
import { CLIENT_DEFAULTS } from './client-defaults';
import { isTransient } from './transient';

const dynamoDbClient = new DynamoDBClient(CLIENT_DEFAULTS);

/**
 * Approvals in a DynamoDB table, one item for each deposit. Every change writes the whole item on the condition that it
 * still has the revision that was read, so that what a person is told and what is stored never part.
 *
 * A change whose answer was lost is reported as made by somebody else: who reads again finds it.
 */
export class ApprovalsTable implements Approvals {
  constructor(
    private readonly tableName: string,
    private readonly deadline: Deadline,
  ) {}

  async find(depositId: string): Promise<StoredApproval | undefined> {
    const command = new GetItemCommand({
      TableName: this.tableName,
      Key: { [PARTITION_KEY]: { S: depositId } },
      ConsistentRead: true,
    });
    const { Item } = await this.send((abortSignal) => dynamoDbClient.send(command, { abortSignal }));
    return Item && readApproval(Item);
  }

  async save(approval: Approval, replaces: number | undefined): Promise<number | undefined> {
    const revision = (replaces ?? 0) + 1;
    const command = new PutItemCommand({
      TableName: this.tableName,
      Item: writeApproval(approval, revision),
      ...(replaces === undefined
        ? {
            ConditionExpression: 'attribute_not_exists(#key)',
            ExpressionAttributeNames: { '#key': PARTITION_KEY },
          }
        : {
            ConditionExpression: '#revision = :revision',
            ExpressionAttributeNames: { '#revision': REVISION },
            ExpressionAttributeValues: { ':revision': { N: String(replaces) } },
          }),
    });
    try {
      await this.send((abortSignal) => dynamoDbClient.send(command, { abortSignal }));
      return revision;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  }

  private send<T>(attempt: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return retry(attempt, {
      deadline: this.deadline,
      dependency: 'the approvals table',
      isTransient,
      attemptMillis: 2000,
    });
  }
}
