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
}

/** How a function uses one resource. */
export type Use =
  | { readonly kind: 'database'; readonly access: DatabaseAccess }
  | { readonly kind: 'table'; readonly access: TableAccess }
  | { readonly kind: 'bucket'; readonly access: BucketAccess }
  | { readonly kind: 'event-bus'; readonly access: EventBusAccess }
  | { readonly kind: 'secret'; readonly access: SecretAccess };

/** `read`: single statements. `read-write`: transactions as well. `administer`: `read-write` as the master user. */
export type DatabaseAccess = 'read' | 'read-write' | 'administer';
/** `claim`: take, complete and release a key, without reading anybody else's. */
export type TableAccess = 'claim';
/** `presign-upload`: sign uploads that a client then makes; the function itself sends nothing to the bucket. */
export type BucketAccess = 'presign-upload';
export type EventBusAccess = 'publish';
/** `rotate`: what a rotation function needs: read, stage a new version, move the stage. */
export type SecretAccess = 'read' | 'rotate';

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
  | { readonly kind: 'rotation'; readonly secret: string };

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
  };
  return names[kind] as Readonly<Record<EnvironmentProperty<K>, string>>;
}

export interface EnvironmentProperties {
  database: 'clusterArn' | 'secretArn' | 'databaseName';
  table: 'tableName';
  bucket: 'bucketName';
  'event-bus': 'busName';
  secret: 'secretArn';
}
export type EnvironmentProperty<K extends Use['kind']> = EnvironmentProperties[K];

/** Keeps the literal types of a contract, so that a handler's environment is typed by it. */
export function defineContract<const C extends FunctionContract>(contract: C): C {
  return contract;
}
