import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});

/** Stores the key that it is called with, in the table that the stack granted. */
export async function handler({ pk }: { pk: string }): Promise<{ stored: string }> {
  await client.send(
    new PutItemCommand({ TableName: process.env['KEYS_TABLE_NAME'], Item: { pk: { S: pk } } }),
  );
  return { stored: pk };
}
