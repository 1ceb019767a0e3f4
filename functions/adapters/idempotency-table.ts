import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Claim, ClaimResult, Clock, Idempotency, Receipt, Seed } from '../deposits/ports';
import type { Deadline } from '../shared/deadline';
import { retry } from '../shared/retry';
import { CLIENT_DEFAULTS } from './client-defaults';
import { type KeyRecord, PARTITION_KEY, readRecord, writeRecord } from './idempotency-record';
import { isTransient } from './transient';

const dynamoDbClient = new DynamoDBClient(CLIENT_DEFAULTS);

/** Within what `Deadline.of` keeps in reserve, together with a rollback. */
const LAST_MOMENT_MILLIS = 750;

export interface IdempotencyTableProps {
  readonly tableName: string;
  readonly deadline: Deadline;
  readonly clock: Clock;
  /** How long a claim holds without being completed. Longer than the function may run. */
  readonly leaseSeconds: number;
  /** How long a key is remembered. @default 604800: seven days */
  readonly retentionSeconds?: number;
}

/** An update of one item, and what must hold for it. */
interface Change {
  readonly expression: string;
  readonly condition: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, AttributeValue>>;
}

/**
 * Idempotency keys in a DynamoDB table. Two actions are enough, `PutItem` and `UpdateItem`, so that the function needs
 * no right to read: a put that finds the key taken is answered with what is there.
 *
 * The states of a key: absent → IN_PROGRESS (held by one attempt until its lease ends) → COMPLETED (with the receipt).
 * An IN_PROGRESS key whose lease ended is taken over, with its seed, by whoever changes the owner first.
 */
export class IdempotencyTable implements Idempotency {
  private readonly retentionSeconds: number;

  constructor(private readonly props: IdempotencyTableProps) {
    this.retentionSeconds = props.retentionSeconds ?? 7 * 24 * 60 * 60;
  }

  async claim(request: { scopedKey: string; fingerprint: string; proposal: Seed }): Promise<ClaimResult> {
    const owner = randomUUID();
    const { scopedKey, fingerprint, proposal: seed } = request;
    const found = await this.putNew(scopedKey, { fingerprint, seed, owner, ...this.newLease() });
    // Our own item: an earlier try of this very put took effect, and its answer was lost.
    if (!found || found.owner === owner) {
      return { outcome: 'claimed', claim: { scopedKey, owner, seed }, takenOver: false };
    }
    if (found.fingerprint !== fingerprint) return { outcome: 'mismatch' };
    if (found.receipt) return { outcome: 'completed', receipt: found.receipt };
    const remainingMillis = found.leaseUntilMillis - this.nowMillis();
    if (remainingMillis > 0) return inProgress(remainingMillis);
    const isOurs = await this.takeOver(scopedKey, found.owner, owner);
    if (!isOurs) return inProgress(this.props.leaseSeconds * 1000);
    return { outcome: 'claimed', claim: { scopedKey, owner, seed: found.seed }, takenOver: true };
  }

  /** @throws ConditionalCheckFailedException when another attempt has taken the key over */
  async complete(claim: Claim, receipt: Receipt): Promise<void> {
    const change = {
      expression: 'SET #state = :completed, #receipt = :receipt REMOVE #lease',
      condition: '#owner = :owner AND #state IN (:inProgress, :completed)',
      names: { '#state': 'state', '#receipt': 'receipt', '#lease': 'leaseUntilMillis' },
      values: {
        ':completed': { S: 'COMPLETED' },
        ':inProgress': { S: 'IN_PROGRESS' },
        ':receipt': { S: JSON.stringify(receipt) },
      },
    };
    await this.update(claim.scopedKey, claim.owner, change, this.lastMoment());
  }

  /** The lease ends now. That another attempt has the key already is as good. */
  async release(claim: Claim): Promise<void> {
    const change = {
      expression: 'SET #lease = :ended',
      condition: '#owner = :owner AND #state = :inProgress',
      names: { '#lease': 'leaseUntilMillis', '#state': 'state' },
      values: { ':ended': { N: '0' }, ':inProgress': { S: 'IN_PROGRESS' } },
    };
    try {
      await this.update(claim.scopedKey, claim.owner, change, this.lastMoment());
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  /** Puts the record where there is none, or none that still counts. Otherwise, what is there. */
  private putNew(scopedKey: string, record: KeyRecord): Promise<KeyRecord | undefined> {
    return this.send(async (abortSignal) => {
      try {
        const command = new PutItemCommand({
          TableName: this.props.tableName,
          Item: writeRecord(scopedKey, record),
          // DynamoDB removes expired items days later: until then they count as absent.
          ConditionExpression: 'attribute_not_exists(#key) OR #expires <= :now',
          ExpressionAttributeNames: { '#key': PARTITION_KEY, '#expires': 'expiresAt' },
          ExpressionAttributeValues: { ':now': { N: String(Math.floor(this.nowMillis() / 1000)) } },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        });
        await dynamoDbClient.send(command, { abortSignal });
        return undefined;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return readRecord(error.Item);
        throw error;
      }
    });
  }

  private async takeOver(scopedKey: string, from: string, to: string): Promise<boolean> {
    try {
      await this.update(scopedKey, from, {
        expression: 'SET #owner = :newOwner, #lease = :lease, #expires = :expires',
        // The new owner passes too: an earlier try of this very update took effect, and its answer was lost.
        condition: '#owner IN (:owner, :newOwner) AND #state = :inProgress',
        names: { '#lease': 'leaseUntilMillis', '#state': 'state', '#expires': 'expiresAt' },
        values: {
          ':newOwner': { S: to },
          ':lease': { N: String(this.newLease().leaseUntilMillis) },
          ':expires': { N: String(this.newLease().expiresAtSeconds) },
          ':inProgress': { S: 'IN_PROGRESS' },
        },
      });
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  private update(scopedKey: string, owner: string, change: Change, deadline?: Deadline): Promise<unknown> {
    return this.send(
      (abortSignal) =>
        dynamoDbClient.send(
          new UpdateItemCommand({
            TableName: this.props.tableName,
            Key: { [PARTITION_KEY]: { S: scopedKey } },
            UpdateExpression: change.expression,
            ConditionExpression: change.condition,
            ExpressionAttributeNames: { '#owner': 'owner', ...change.names },
            ExpressionAttributeValues: { ':owner': { S: owner }, ...change.values },
          }),
          { abortSignal },
        ),
      deadline,
    );
  }

  /** The end of a claim is told also when the time for the work is up: it is what lets the next attempt begin. */
  private lastMoment(): Deadline {
    return this.props.deadline.extended(LAST_MOMENT_MILLIS);
  }

  private send<T>(
    attempt: (signal: AbortSignal) => Promise<T>,
    deadline: Deadline = this.props.deadline,
  ): Promise<T> {
    return retry(attempt, {
      deadline,
      dependency: 'the idempotency table',
      isTransient,
      attemptMillis: 2000,
    });
  }

  private newLease(): { leaseUntilMillis: number; expiresAtSeconds: number } {
    const now = this.nowMillis();
    return {
      leaseUntilMillis: now + this.props.leaseSeconds * 1000,
      expiresAtSeconds: Math.ceil(now / 1000) + this.retentionSeconds,
    };
  }

  private nowMillis(): number {
    return this.props.clock.now().getTime();
  }
}

function inProgress(remainingMillis: number): ClaimResult {
  return { outcome: 'in-progress', retryAfterSeconds: Math.max(1, Math.ceil(remainingMillis / 1000)) };
}
