/** What the Data API must know of an Aurora cluster: a gateway takes it from `DescribeDBClusters`. */
export interface ClusterInfo {
  readonly arn: string;
  readonly clusterIdentifier: string;
  readonly masterUsername: string;
  /** The database created with the cluster. @default none but `postgres` */
  readonly databaseName?: string;
  /** The secret that RDS manages for the master user (`MasterUserSecret.SecretArn`). @default none */
  readonly masterSecretArn?: string;
  /** The master password, where the cluster was created with one. @default none */
  readonly masterPassword?: string;
  /** `EnableHttpEndpoint`. */
  readonly httpEndpointEnabled: boolean;
  /** Whether the cluster has an instance: without one there is no database to speak to. @default true */
  readonly hasInstance?: boolean;
  /** `Status` of the cluster. @default available */
  readonly status?: string;
}

/** The contents of a secret that the Data API needs. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** The database that every Aurora PostgreSQL cluster has. */
export const MAINTENANCE_DATABASE = 'postgres';
