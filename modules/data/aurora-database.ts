import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance';
import { RdsClusterParameterGroup } from '@cdktf/provider-aws/lib/rds-cluster-parameter-group';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Construct } from 'constructs';
import type { Capability, IGrantee } from '../core/capability';
import { checkAuroraProps } from './aurora-checks';
import { auroraParameters } from './aurora-parameters';
import type { ICustomerKey } from './customer-key';
import {
  type AuroraDatabaseAttributes,
  type DatabaseAccess,
  databaseCapability,
  type IAuroraDatabase,
  ImportedDatabase,
} from './database-access';
import { MonitoringRole } from './monitoring-role';
import type { ISecret } from './secret-access';

export interface AuroraDatabaseProps {
  /** Of the cluster, for example `deposits-dev-ledger`. */
  readonly name: string;
  /** The database inside it, for example `deposits`. */
  readonly databaseName: string;
  /** Aurora PostgreSQL's version, `major.minor`. */
  readonly engineVersion: string;
  /** Aurora capacity units, 0 to 256 in steps of 0.5; one is about 2 GiB of memory. 0 lets the cluster pause. */
  readonly minCapacityAcu: number;
  /** Aurora capacity units, 1 to 256 in steps of 0.5. */
  readonly maxCapacityAcu: number;
  /** Seconds without a connection until the cluster pauses, 300 to 86,400. @default 300 when `minCapacityAcu` is 0, else never */
  readonly autoPauseSeconds?: number;
  /** The writer and its readers, 1 to 16. From two on, a reader in another zone takes over. @default 2 */
  readonly instanceCount?: number;
  readonly vpcId: string;
  /** Isolated subnets, in at least two zones. */
  readonly subnetIds: readonly string[];
  /** Encrypts storage, backups, logs, performance data and the master user's secret. Must also encrypt `applicationSecret`. */
  readonly key: ICustomerKey;
  /** The secret of the database user that applications are. */
  readonly applicationSecret: Pick<ISecret, 'secretArn'>;
  /** @default 'postgres_admin' */
  readonly masterUsername?: string;
  /** Days of continuous backup, 1 to 35. @default 14 */
  readonly backupRetentionDays?: number;
  /** Whether deleting the cluster is refused. @default true */
  readonly deletionProtection?: boolean;
  /** Whether the cluster is deleted without a last snapshot. @default false */
  readonly skipFinalSnapshot?: boolean;
  /** @default `<name>-final` */
  readonly finalSnapshotName?: string;
  /** Statements that take at least so long are logged. @default 1000 */
  readonly slowStatementMilliseconds?: number;
  /** More cluster parameters, or other values for the defaults. @default none */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Days that the PostgreSQL log is kept; a period that CloudWatch Logs offers. @default 365 */
  readonly logRetentionDays?: number;
  /** Days that performance data is kept: 7, 31 to 713 by months of 31, or 731. @default 7, which costs nothing */
  readonly performanceInsightsRetentionDays?: number;
  /** Seconds between figures of the operating system: 0 (off), 1, 5, 10, 15, 30 or 60. @default 60 */
  readonly monitoringIntervalSeconds?: number;
  /**
   * Whether AWS applies minor versions in the maintenance window. Terraform then leaves the version alone once the
   * cluster is there; to move it by hand (a new major version), set this to false for that apply.
   * @default true
   */
  readonly autoMinorVersionUpgrade?: boolean;
  /** UTC, outside the backup window. @default 'sun:03:00-sun:04:00' */
  readonly maintenanceWindow?: string;
  /** UTC. @default '01:00-02:00' */
  readonly backupWindow?: string;
  /** ARN of a policy that bounds the monitoring role. @default none */
  readonly permissionsBoundaryArn?: string;
  /** @default only `Name` */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Aurora PostgreSQL Serverless v2 that is reached through the Data API alone: isolated subnets, a security group
 * without a single rule, the master password made and rotated by RDS, everything encrypted with the customer's key.
 *
 * @throws InvalidInputError with everything in the properties that AWS would refuse, or that contradicts itself
 */
export class AuroraDatabase extends Construct implements IAuroraDatabase {
  /** A database that another stack made. Creates nothing. */
  static fromAttributes(attributes: AuroraDatabaseAttributes): IAuroraDatabase {
    return new ImportedDatabase(attributes);
  }

  readonly clusterArn: string;
  readonly databaseName: string;
  /** For standalone rules, should anything ever have to reach port 5432. */
  readonly securityGroupId: string;
  private readonly props: AuroraDatabaseProps;
  private readonly masterSecretArn: string;

  constructor(scope: Construct, id: string, props: AuroraDatabaseProps) {
    super(scope, id);
    checkAuroraProps(this.node.path, props);
    this.props = props;
    this.databaseName = props.databaseName;
    this.securityGroupId = this.createSecurityGroup();
    const cluster = this.createCluster();
    this.clusterArn = cluster.arn;
    this.masterSecretArn = cluster.masterUserSecret.get(0).secretArn;
    this.createInstances(cluster);
  }

  use(access: DatabaseAccess): Capability {
    return databaseCapability(this.attributes(), access);
  }

  grantRead(grantee: IGrantee): void {
    grantee.accept(this.use('read'));
  }

  grantWrite(grantee: IGrantee): void {
    grantee.accept(this.use('write'));
  }

  grantReadWrite(grantee: IGrantee): void {
    grantee.accept(this.use('read-write'));
  }

  grantAdminister(grantee: IGrantee): void {
    grantee.accept(this.use('administer'));
  }

  attributes(): AuroraDatabaseAttributes {
    return {
      name: this.props.name,
      clusterArn: this.clusterArn,
      databaseName: this.databaseName,
      applicationSecretArn: this.props.applicationSecret.secretArn,
      masterSecretArn: this.masterSecretArn,
      key: this.props.key.attributes(),
    };
  }

  /** Terraform takes AWS's open egress rule away when it makes the group, so no rule means closed both ways. */
  private createSecurityGroup(): string {
    const name = `${this.props.name}-database`;
    return new SecurityGroup(this, 'SecurityGroup', {
      name,
      description: 'Aurora: no traffic, the Data API does not come through the VPC',
      vpcId: this.props.vpcId,
      tags: this.tags(name),
    }).id;
  }

  private createCluster(): RdsCluster {
    const { props } = this;
    const autoUpgrade = props.autoMinorVersionUpgrade ?? true;
    return new RdsCluster(this, 'Cluster', {
      clusterIdentifier: props.name,
      engine: 'aurora-postgresql',
      engineMode: 'provisioned',
      engineVersion: props.engineVersion,
      databaseName: props.databaseName,
      enableHttpEndpoint: true,
      iamDatabaseAuthenticationEnabled: true,
      serverlessv2ScalingConfiguration: this.scaling(),
      dbSubnetGroupName: this.createSubnetGroup(),
      vpcSecurityGroupIds: [this.securityGroupId],
      dbClusterParameterGroupName: this.createParameterGroup(),
      masterUsername: props.masterUsername ?? 'postgres_admin',
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: props.key.keyArn,
      storageEncrypted: true,
      kmsKeyId: props.key.keyArn,
      backupRetentionPeriod: props.backupRetentionDays ?? 14,
      preferredBackupWindow: props.backupWindow ?? '01:00-02:00',
      preferredMaintenanceWindow: props.maintenanceWindow ?? 'sun:03:00-sun:04:00',
      copyTagsToSnapshot: true,
      deletionProtection: props.deletionProtection ?? true,
      ...(props.skipFinalSnapshot
        ? { skipFinalSnapshot: true }
        : {
            skipFinalSnapshot: false,
            finalSnapshotIdentifier: props.finalSnapshotName ?? `${props.name}-final`,
          }),
      enabledCloudwatchLogsExports: ['postgresql'],
      tags: this.tags(props.name),
      lifecycle: autoUpgrade ? { ignoreChanges: ['engine_version'] } : undefined,
      dependsOn: [this.createLogGroup()],
    });
  }

  private scaling() {
    const { minCapacityAcu, maxCapacityAcu, autoPauseSeconds } = this.props;
    return {
      minCapacity: minCapacityAcu,
      maxCapacity: maxCapacityAcu,
      ...(minCapacityAcu === 0 && { secondsUntilAutoPause: autoPauseSeconds ?? 300 }),
    };
  }

  private createInstances(cluster: RdsCluster): void {
    const { props } = this;
    const intervalSeconds = props.monitoringIntervalSeconds ?? 60;
    const monitoring = intervalSeconds > 0 ? this.createMonitoringRole() : undefined;
    for (let number = 1; number <= (props.instanceCount ?? 2); number += 1) {
      const name = `${props.name}-${number}`;
      new RdsClusterInstance(this, `Instance${number}`, {
        identifier: name,
        clusterIdentifier: cluster.id,
        engine: 'aurora-postgresql',
        instanceClass: 'db.serverless',
        publiclyAccessible: false,
        autoMinorVersionUpgrade: props.autoMinorVersionUpgrade ?? true,
        copyTagsToSnapshot: true,
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: props.key.keyArn,
        performanceInsightsRetentionPeriod: props.performanceInsightsRetentionDays ?? 7,
        ...(monitoring && { monitoringInterval: intervalSeconds, monitoringRoleArn: monitoring.roleArn }),
        tags: this.tags(name),
        dependsOn: monitoring && [monitoring.policy],
      });
    }
  }

  private createMonitoringRole(): MonitoringRole {
    return new MonitoringRole(this, 'Monitoring', {
      name: `${this.props.name}-monitoring`,
      location: this.props.key.attributes().location,
      permissionsBoundaryArn: this.props.permissionsBoundaryArn,
    });
  }

  private createSubnetGroup(): string {
    const { name, subnetIds } = this.props;
    return new DbSubnetGroup(this, 'Subnets', {
      name,
      description: 'Isolated subnets of the database',
      subnetIds: [...subnetIds],
      tags: this.tags(name),
    }).name;
  }

  private createParameterGroup(): string {
    const { name, engineVersion, slowStatementMilliseconds = 1000, parameters = {} } = this.props;
    const [major] = engineVersion.split('.');
    return new RdsClusterParameterGroup(this, 'Parameters', {
      // The family is in the name because a group cannot change it: a new major version gets a new group.
      name: `${name}-postgresql${major}`,
      family: `aurora-postgresql${major}`,
      description: 'TLS only, a log without customer data',
      parameter: auroraParameters({ slowStatementMilliseconds, parameters }),
      tags: this.tags(`${name}-postgresql${major}`),
      lifecycle: { createBeforeDestroy: true },
    }).name;
  }

  /** RDS would make the group itself, without key and for ever. */
  private createLogGroup(): CloudwatchLogGroup {
    const name = `/aws/rds/cluster/${this.props.name}/postgresql`;
    return new CloudwatchLogGroup(this, 'Log', {
      name,
      retentionInDays: this.props.logRetentionDays ?? 365,
      kmsKeyId: this.props.key.keyArn,
      tags: this.tags(name),
    });
  }

  private tags(name: string): Record<string, string> {
    return { Name: name, ...this.props.tags };
  }
}
