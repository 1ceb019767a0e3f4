import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { ClusterInfo, Credentials } from '../data-api/cluster';
import type { CallGuard } from './call';
import { patience } from './patience';
import { Remembered } from './remembered';
import { type SigningKey, sendSigned } from './signed-request';

/** How long an answer is believed. Changes through the gateway are seen at once. */
const BELIEVED_FOR_MS = 2_000;
const WATCHED = new Set(['rds', 'secretsmanager']);

export interface DeployedDatabaseOptions {
  /** Where RDS and Secrets Manager answer: moto. */
  readonly controlPlane: string;
  readonly credentials: SigningKey;
}

/** What the Data API has to know of the deployed clusters and secrets, from the control plane. */
export class DeployedDatabase {
  private readonly clusters = new Remembered<ClusterInfo | undefined>(BELIEVED_FOR_MS);
  private readonly secrets = new Remembered<Partial<Credentials> | undefined>(BELIEVED_FOR_MS);
  private readonly clients = new Map<string, SecretsManagerClient>();

  constructor(private readonly options: DeployedDatabaseOptions) {}

  /** The cluster of an ARN. */
  cluster(arn: string): Promise<ClusterInfo | undefined> {
    return this.clusters.get(arn, () => this.describeCluster(arn));
  }

  /** User name and password of a secret, by ARN or name. */
  secret(id: string): Promise<Partial<Credentials> | undefined> {
    return this.secrets.get(id, () => this.readSecret(id));
  }

  /** Sees what is deployed or rotated through the gateway. */
  watch(): CallGuard {
    return {
      check: async (call, response) => {
        if (WATCHED.has(call.service ?? '') && !/^(Get|Describe|List)/.test(call.operation ?? '')) {
          response.once('finish', () => this.forget());
        }
        return false;
      },
    };
  }

  close(): void {
    for (const client of this.clients.values()) client.destroy();
  }

  private forget(): void {
    this.clusters.forget();
    this.secrets.forget();
  }

  private async describeCluster(arn: string): Promise<ClusterInfo | undefined> {
    const answer = await sendSigned({
      endpoint: this.options.controlPlane,
      credentials: this.options.credentials,
      service: 'rds',
      region: regionOf(arn),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        Action: 'DescribeDBClusters',
        Version: '2014-10-31',
        MaxRecords: '100',
      }).toString(),
    });
    if (answer.status !== 200)
      throw new Error(`DescribeDBClusters answered ${answer.status}: ${answer.body}`);
    return readClusters(answer.body).find((cluster) => cluster.arn === arn);
  }

  private async readSecret(id: string): Promise<Partial<Credentials> | undefined> {
    try {
      const found = await this.client(regionOf(id)).send(new GetSecretValueCommand({ SecretId: id }));
      return parseCredentials(found.SecretString);
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  }

  private client(region: string): SecretsManagerClient {
    const { controlPlane: endpoint, credentials } = this.options;
    const known =
      this.clients.get(region) ?? new SecretsManagerClient({ endpoint, credentials, region, ...patience() });
    this.clients.set(region, known);
    return known;
  }
}

/** Reads the answer of DescribeDBClusters: the few elements that are needed, without an XML parser. */
export function readClusters(xml: string): ClusterInfo[] {
  return [...xml.matchAll(/<DBCluster>(.*?)<\/DBCluster>/gs)].map(([, block = '']) => {
    const databaseName = element(block, 'DatabaseName');
    const secret = /<MasterUserSecret>(.*?)<\/MasterUserSecret>/s.exec(block)?.[1] ?? '';
    const masterSecretArn = element(secret, 'SecretArn');
    const status = element(block, 'Status');
    return {
      arn: element(block, 'DBClusterArn') ?? '',
      clusterIdentifier: element(block, 'DBClusterIdentifier') ?? '',
      masterUsername: element(block, 'MasterUsername') ?? '',
      httpEndpointEnabled: element(block, 'HttpEndpointEnabled')?.toLowerCase() === 'true',
      hasInstance: /<DBInstanceIdentifier>/.test(block),
      ...(databaseName ? { databaseName } : {}),
      ...(masterSecretArn ? { masterSecretArn } : {}),
      ...(status ? { status } : {}),
    };
  });
}

/** The text of the first element of that name which is not inside the managed secret. */
function element(block: string, name: string): string | undefined {
  const outside =
    name === 'SecretArn' ? block : block.replace(/<MasterUserSecret>.*?<\/MasterUserSecret>/s, '');
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(outside)?.[1];
  return text
    ?.replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

function parseCredentials(text: string | undefined): Partial<Credentials> {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? (value as Partial<Credentials>) : {};
  } catch {
    return {};
  }
}

function regionOf(arn: string): string {
  return arn.split(':')[3] || 'us-east-1';
}
