/**
 * The one declaration of a function. IAM statements, security-group rules, VPC endpoints and their policies,
 * environment variables, time limits and alarms follow from it; nobody writes any of those by hand.
 *
 * This file holds plain data and types: stacks read it at synth, handlers read their environment by it.
 */
export interface FunctionContract {
  /** Kebab-case, equal to the folder's name. */
  readonly name: string;
  /** One sentence, shown in the AWS console and in the review. */
  readonly summary: string;
  /** MiB. @default 512 */
  readonly memoryMib?: number;
  /** Seconds, 1 to 900. */
  readonly timeoutSeconds: number;
  /** Functions that run at once, at most. @default none: the account's unreserved pool */
  readonly reservedConcurrency?: number;
  /** The resources of the system that the function uses, by their name there. */
  readonly uses: Readonly<Record<string, Use>>;
  /** What invokes it. */
  readonly triggers: readonly Trigger[];
  /** Metrics of its own that call a person. @default none */
  readonly watched?: readonly WatchedMetric[];
}

/** CloudWatch's namespace of the metrics that functions write. */
export const METRIC_NAMESPACE = 'Deposits';

/** The dimension by which they are told apart: the function's full name, which holds the environment. */
export const METRIC_DIMENSION = 'FunctionName';

/** A metric that the function writes, and when it calls a person. */
export interface WatchedMetric {
  /** In the namespace `Deposits`, with the function's name as its dimension. */
  readonly metric: string;
  /** The alarm rises above it. @default 0 */
  readonly limit?: number;
  /** What is wrong then, in one sentence. */
  readonly what: string;
  /** What to do first, in one sentence. */
  readonly first: string;
}

/** How a function uses one resource. */
export type Use =
  | { readonly kind: 'database'; readonly access: DatabaseAccess }
  | { readonly kind: 'table'; readonly access: TableAccess }
  | ({ readonly kind: 'bucket'; readonly access: BucketAccess } & Partial<BucketPrefixes>)
  | { readonly kind: 'event-bus'; readonly access: EventBusAccess }
  | { readonly kind: 'secret'; readonly access: SecretAccess }
  | { readonly kind: 'workflow'; readonly access: WorkflowAccess }
  | { readonly kind: 'webhook'; readonly access: WebhookAccess }
  | { readonly kind: 'rekognition'; readonly access: RekognitionAccess };

/**
 * `read`, `write`: single statements; what they may do is decided by the database. `read-write`: transactions as well.
 * `administer`: `read-write` as the master user.
 */
export type DatabaseAccess = 'read' | 'write' | 'read-write' | 'administer';
/**
 * `claim`: take, complete and release a key, without reading anybody else's. `read`: get an item by its key.
 * `replace`: get an item and put it anew as a whole. `read-write`: `replace`, and change parts of an item.
 */
export type TableAccess = 'claim' | 'read' | 'replace' | 'read-write';
/**
 * `presign-upload`: sign uploads that a client then makes; the function itself sends nothing to the bucket.
 * `read`, `read-write`: objects by their key. `lend`: an AWS service that the function calls reads an object with the
 * function's permission; the function itself has no path to the bucket.
 */
export type BucketAccess = 'presign-upload' | 'read' | 'read-write' | 'lend';
/** Beginnings of keys, each ending in `/`. @default all that the bucket has */
export interface BucketPrefixes {
  /** What the function gets. */
  readonly reads: readonly string[];
  /** What the function puts. */
  readonly writes: readonly string[];
}
export type EventBusAccess = 'publish';
/** `rotate`: what a rotation function needs: read, stage a new version, move the stage. */
export type SecretAccess = 'read' | 'rotate';
/** `start`: begin executions. `answer`: complete a task that waits for its token. */
export type WorkflowAccess = 'start' | 'answer';
/** `call`: open HTTPS connections to the host of the URL, and to no other. */
export type WebhookAccess = 'call';
export type RekognitionAccess = 'detect-text';

export type Trigger =
  /** A method of the deposits API. API Gateway refuses what lacks a header or contradicts the schema. */
  | {
      readonly kind: 'api';
      readonly method: 'GET' | 'POST';
      readonly path: string;
      /** @default none */
      readonly requiredHeaders?: readonly string[];
      /** JSON Schema, draft 4, of the body. @default the body is not looked at before the function */
      readonly bodySchema?: JsonSchema;
    }
  /** Called once for each new set of migrations, while Terraform applies. */
  | { readonly kind: 'deployment' }
  /** Called by Secrets Manager. The key is the secret in `uses`. */
  | { readonly kind: 'rotation'; readonly secret: string }
  /** Called with batches of a queue's messages; answers which of them failed. */
  | {
      readonly kind: 'queue';
      /** The queue's name in the system. */
      readonly queue: string;
      /** Messages in one call, 1 to 10. */
      readonly batchSize: number;
      /** Calls at once, 2 to 1,000. */
      readonly maximumConcurrency: number;
    }
  /** Called by EventBridge Scheduler. */
  | {
      readonly kind: 'schedule';
      /** `rate(…)` or `cron(…)`, in UTC. */
      readonly expression: string;
    }
  /** A task of a state machine, by the machine's name in the system. */
  | { readonly kind: 'workflow'; readonly workflow: string };

/** As much of JSON Schema as contracts use. API Gateway takes draft 4. */
export type JsonSchema = {
  readonly type: 'object' | 'string' | 'number' | 'integer' | 'boolean' | 'array';
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly items?: JsonSchema;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly maxLength?: number;
};

/** The environment variables by which a function finds a resource, by the property that a handler reads. */
export function environmentVariables<K extends Use['kind']>(
  resource: string,
  kind: K,
): Readonly<Record<EnvironmentProperty<K>, string>> {
  const prefix = resource
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
  const names: Record<Use['kind'], Record<string, string>> = {
    database: {
      clusterArn: `${prefix}_CLUSTER_ARN`,
      secretArn: `${prefix}_SECRET_ARN`,
      databaseName: `${prefix}_DATABASE_NAME`,
    },
    table: { tableName: `${prefix}_TABLE_NAME` },
    bucket: { bucketName: `${prefix}_BUCKET_NAME` },
    'event-bus': { busName: `${prefix}_BUS_NAME` },
    secret: { secretArn: `${prefix}_SECRET_ARN` },
    workflow: { stateMachineArn: `${prefix}_STATE_MACHINE_ARN` },
    webhook: { url: `${prefix}_URL` },
    rekognition: {},
  };
  return names[kind] as Readonly<Record<EnvironmentProperty<K>, string>>;
}

export interface EnvironmentProperties {
  database: 'clusterArn' | 'secretArn' | 'databaseName';
  table: 'tableName';
  bucket: 'bucketName';
  'event-bus': 'busName';
  secret: 'secretArn';
  workflow: 'stateMachineArn';
  webhook: 'url';
  rekognition: never;
}
export type EnvironmentProperty<K extends Use['kind']> = EnvironmentProperties[K];

/** Keeps the literal types of a contract, so that a handler's environment is typed by it. */
export function defineContract<const C extends FunctionContract>(contract: C): C {
  return contract;
}
