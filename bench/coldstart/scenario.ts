/** One invocation of a function, and what the services answer to the calls that it makes. */
export interface Scenario {
  readonly event: unknown;
  /** Rows by a part of the statement: the first that fits; none for other statements. */
  readonly rows?: readonly (readonly [part: string, rows: readonly object[]])[];
  /** The item that DynamoDB has. */
  readonly item?: object;
  /** The item after it was changed. @default `item` */
  readonly changed?: object;
  /** The objects that S3 has, by the end of their key. */
  readonly objects?: Readonly<Record<string, string>>;
  /** The value of every secret. */
  readonly secret?: string;
}

/** An answer of a service as its JSON, or (S3) as the object's text. */
export type ServiceAnswer = { readonly json: object } | { readonly text: string };

/** What the services answer. The JSON is the same on the wire and in the SDK's hands for all operations used here. */
export function answerOf(
  scenario: Scenario,
  operation: string,
  input: Readonly<Record<string, unknown>>,
): ServiceAnswer {
  if (operation === 'GetObject') return { text: objectOf(scenario, String(input['Key'])) };
  if (operation === 'ExecuteStatement') {
    const sql = String(input['sql']);
    const [, rows = []] = scenario.rows?.find(([part]) => sql.includes(part)) ?? [];
    return { json: { formattedRecords: JSON.stringify(rows) } };
  }
  if (operation === 'GetItem' || operation === 'UpdateItem') {
    return {
      json:
        operation === 'GetItem' ? { Item: scenario.item } : { Attributes: scenario.changed ?? scenario.item },
    };
  }
  if (operation === 'GetSecretValue') {
    return { json: { SecretString: scenario.secret ?? 'k'.repeat(44), VersionId: VERSION } };
  }
  return { json: ALWAYS[operation] ?? {} };
}

/** The version of every secret, and the token of the rotation. */
export const VERSION = '6f9d6b8e-0000-4000-8000-000000000001';

const ALWAYS: Readonly<Record<string, object>> = {
  BeginTransaction: { transactionId: 't' },
  CommitTransaction: { transactionStatus: 'Transaction Committed' },
  PutEvents: { FailedEntryCount: 0, Entries: [{ EventId: 'e' }] },
  StartExecution: {
    executionArn: 'arn:aws:states:eu-central-1:111122223333:execution:clearing:e',
    startDate: 0,
  },
  DetectText: { TextDetections: [] },
  DescribeSecret: { RotationEnabled: true, VersionIdsToStages: { [VERSION]: ['AWSPENDING'] } },
};

function objectOf({ objects = {} }: Scenario, key: string): string {
  const found = Object.entries(objects).find(([end]) => key.endsWith(end));
  if (!found) throw new Error(`the scenario has no object ${key}`);
  return found[1];
}
