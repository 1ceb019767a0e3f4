/**
 * What it takes to use a resource in a certain way: the permissions, the network paths and the configuration, in one
 * value. A resource makes capabilities (`table.use('claim')`), a function accepts them, and the set of VPC endpoints
 * with their policies is calculated from them. Nothing else in the system grants anything.
 */
export interface Capability {
  /** For messages and comments, for example `idempotency: claim`. */
  readonly title: string;
  readonly statements: readonly Statement[];
  /** Empty when the capability needs no connection from the VPC (a presigned upload, for example). */
  readonly destinations: readonly Destination[];
  /**
   * What a function has to know to use the resource, by property (`tableName`). Values may be Terraform references.
   * The contract's vocabulary says which environment variable each becomes.
   */
  readonly configuration: Readonly<Record<string, string>>;
}

/** An `Allow` statement of an identity policy, before it is rendered. */
export interface Statement {
  /** Letters and digits only. Says what the statement is for; a `*` resource has its reason here. */
  readonly sid: string;
  /** From the named action lists. No wildcards. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** @default none */
  readonly conditions?: readonly Condition[];
}

/** A condition of a statement, in the terms of IAM: operator, key, values. */
export interface Condition {
  readonly test: string;
  readonly variable: string;
  readonly values: readonly string[];
}

/** An AWS service as a VPC endpoint names it: the last part of `com.amazonaws.<region>.<service>`. */
export type ServiceName = string;

/** Something that a function must be able to open a connection to. */
export type Destination =
  | { readonly kind: 'service'; readonly service: ServiceName }
  | { readonly kind: 'internet'; readonly host: string; readonly port: number };

/** A resource that can be used in the ways that `Access` names. */
export interface IUsable<Access extends string> {
  use(access: Access): Capability;
}

/** Something that can be granted a capability: a function. */
export interface IGrantee {
  accept(capability: Capability): void;
}

/** The service prefix of an IAM action: `rds-data` of `rds-data:ExecuteStatement`. */
export function servicePrefix(action: string): string {
  return action.slice(0, action.indexOf(':'));
}
