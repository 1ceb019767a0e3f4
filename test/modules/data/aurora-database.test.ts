import * as fc from 'fast-check';
import { AuroraDatabase, type AuroraDatabaseProps } from '../../../modules/data/aurora-database';
import { actionsOf, importedKey, KEY_ARN, problemsOf, RecordingGrantee, synthesize } from './support';

const APPLICATION_SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:application-AbCdEf';
const PROPS: AuroraDatabaseProps = {
  name: 'deposits-test-ledger',
  databaseName: 'deposits',
  engineVersion: '16.6',
  minCapacityAcu: 0.5,
  maxCapacityAcu: 4,
  vpcId: 'vpc-1',
  subnetIds: ['subnet-1', 'subnet-2'],
  key: importedKey,
  applicationSecret: { secretArn: APPLICATION_SECRET },
};

function cluster(props: Partial<AuroraDatabaseProps> = {}) {
  return synthesize((scope) => new AuroraDatabase(scope, 'ledger', { ...PROPS, ...props }));
}

describe('AuroraDatabase', () => {
  test('is serverless v2 with the Data API, encrypted, backed up and protected', () => {
    expect(cluster().only('aws_rds_cluster')).toMatchObject({
      cluster_identifier: 'deposits-test-ledger',
      engine: 'aurora-postgresql',
      engine_mode: 'provisioned',
      engine_version: '16.6',
      database_name: 'deposits',
      enable_http_endpoint: true,
      iam_database_authentication_enabled: true,
      serverlessv2_scaling_configuration: { min_capacity: 0.5, max_capacity: 4 },
      storage_encrypted: true,
      kms_key_id: KEY_ARN,
      backup_retention_period: 14,
      copy_tags_to_snapshot: true,
      deletion_protection: true,
      skip_final_snapshot: false,
      final_snapshot_identifier: 'deposits-test-ledger-final',
      enabled_cloudwatch_logs_exports: ['postgresql'],
      lifecycle: { ignore_changes: ['engine_version'] },
      tags: { Name: 'deposits-test-ledger' },
    });
  });

  test('leaves the master password to RDS', () => {
    const block = cluster().only('aws_rds_cluster');
    expect(block).toMatchObject({
      manage_master_user_password: true,
      master_user_secret_kms_key_id: KEY_ARN,
      master_username: 'postgres_admin',
    });
    expect(block['master_password']).toBeUndefined();
  });

  test('is closed to the network: a group without rules in the given subnets', () => {
    const stack = cluster();
    const group = stack.only('aws_security_group');
    expect(group).toMatchObject({ name: 'deposits-test-ledger-database', vpc_id: 'vpc-1' });
    expect(group['ingress']).toBeUndefined();
    expect(group['egress']).toBeUndefined();
    expect(stack.resources('aws_vpc_security_group_ingress_rule')).toEqual({});
    expect(stack.only('aws_db_subnet_group')['subnet_ids']).toEqual(['subnet-1', 'subnet-2']);
  });

  test('forces TLS and logs no bound values', () => {
    const group = cluster().only('aws_rds_cluster_parameter_group');
    expect(group).toMatchObject({
      family: 'aurora-postgresql16',
      name: 'deposits-test-ledger-postgresql16',
      lifecycle: { create_before_destroy: true },
    });
    const values = (group['parameter'] as Array<{ name: string; value: string }>).map(({ name, value }) => [
      name,
      value,
    ]);
    expect(values).toEqual([
      ['log_connections', '1'],
      ['log_disconnections', '1'],
      ['log_min_duration_statement', '1000'],
      ['log_parameter_max_length', '0'],
      ['log_statement', 'ddl'],
      ['password_encryption', 'scram-sha-256'],
      ['rds.force_ssl', '1'],
    ]);
  });

  test('has its log group, with key and retention, before the cluster', () => {
    const stack = cluster();
    const [logId] = Object.keys(stack.resources('aws_cloudwatch_log_group'));
    expect(stack.only('aws_cloudwatch_log_group')).toMatchObject({
      name: '/aws/rds/cluster/deposits-test-ledger/postgresql',
      retention_in_days: 365,
      kms_key_id: KEY_ARN,
    });
    expect(stack.only('aws_rds_cluster')['depends_on']).toEqual([`aws_cloudwatch_log_group.${logId}`]);
  });

  test('two instances, observed, not public, with minor upgrades', () => {
    // GIVEN
    const stack = cluster();
    // WHEN
    const instances = Object.values(stack.resources('aws_rds_cluster_instance'));
    const [policy] = Object.keys(stack.resources('aws_iam_role_policy'));
    // THEN
    expect(instances.map(({ identifier }) => identifier)).toEqual([
      'deposits-test-ledger-1',
      'deposits-test-ledger-2',
    ]);
    expect(instances[0]).toMatchObject({
      instance_class: 'db.serverless',
      publicly_accessible: false,
      auto_minor_version_upgrade: true,
      copy_tags_to_snapshot: true,
      performance_insights_enabled: true,
      performance_insights_kms_key_id: KEY_ARN,
      performance_insights_retention_period: 7,
      monitoring_interval: 60,
      depends_on: [`aws_iam_role_policy.${policy}`],
    });
    expect(stack.only('aws_iam_role')).toMatchObject({ name: 'deposits-test-ledger-monitoring' });
    expect(stack.statements(stack.only('aws_iam_role')['assume_role_policy'])).toMatchObject([
      {
        principals: [{ type: 'Service', identifiers: ['monitoring.rds.amazonaws.com'] }],
        condition: [{ variable: 'aws:SourceAccount', values: ['111122223333'] }],
      },
    ]);
  });

  test('custom: everything that can be given', () => {
    // GIVEN / WHEN
    const stack = cluster({
      minCapacityAcu: 0,
      autoPauseSeconds: 600,
      instanceCount: 1,
      masterUsername: 'owner',
      backupRetentionDays: 35,
      deletionProtection: false,
      skipFinalSnapshot: true,
      slowStatementMilliseconds: 250,
      parameters: { log_statement: 'mod', shared_preload_libraries: 'pg_stat_statements' },
      logRetentionDays: 30,
      performanceInsightsRetentionDays: 62,
      monitoringIntervalSeconds: 0,
      autoMinorVersionUpgrade: false,
      maintenanceWindow: 'mon:04:00-mon:05:00',
      backupWindow: '02:00-03:00',
      tags: { Owner: 'payments' },
    });
    const block = stack.only('aws_rds_cluster');
    // THEN
    expect(block).toMatchObject({
      serverlessv2_scaling_configuration: {
        min_capacity: 0,
        max_capacity: 4,
        seconds_until_auto_pause: 600,
      },
      master_username: 'owner',
      backup_retention_period: 35,
      deletion_protection: false,
      skip_final_snapshot: true,
      preferred_maintenance_window: 'mon:04:00-mon:05:00',
      preferred_backup_window: '02:00-03:00',
      tags: { Name: 'deposits-test-ledger', Owner: 'payments' },
    });
    expect(block['final_snapshot_identifier']).toBeUndefined();
    expect(block['lifecycle']).toBeUndefined();
    expect(stack.only('aws_rds_cluster_instance')).toMatchObject({
      auto_minor_version_upgrade: false,
      performance_insights_retention_period: 62,
    });
    expect(stack.only('aws_rds_cluster_instance')['monitoring_interval']).toBeUndefined();
    expect(stack.resources('aws_iam_role')).toEqual({});
    expect(stack.only('aws_rds_cluster_parameter_group')['parameter']).toEqual(
      expect.arrayContaining([
        { name: 'log_statement', value: 'mod', apply_method: 'immediate' },
        { name: 'log_min_duration_statement', value: '250', apply_method: 'immediate' },
        { name: 'shared_preload_libraries', value: 'pg_stat_statements', apply_method: 'pending-reboot' },
      ]),
    );
  });

  test('pauses after five minutes when it may', () => {
    expect(cluster({ minCapacityAcu: 0 }).only('aws_rds_cluster')).toMatchObject({
      serverlessv2_scaling_configuration: { min_capacity: 0, seconds_until_auto_pause: 300 },
    });
  });

  test('a named snapshot and a bounded monitoring role', () => {
    const stack = cluster({
      finalSnapshotName: 'last-of-ledger',
      permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/boundary',
    });
    expect(stack.only('aws_rds_cluster')['final_snapshot_identifier']).toBe('last-of-ledger');
    expect(stack.only('aws_iam_role')['permissions_boundary']).toBe(
      'arn:aws:iam::111122223333:policy/boundary',
    );
  });

  test.each([
    ['read', ['rds-data:ExecuteStatement']],
    [
      'read-write',
      [
        'rds-data:BeginTransaction',
        'rds-data:CommitTransaction',
        'rds-data:ExecuteStatement',
        'rds-data:RollbackTransaction',
      ],
    ],
  ] as const)('%s: the Data API as the application user, with no connection but to it', (access, actions) => {
    synthesize((scope) => {
      // GIVEN
      const database = new AuroraDatabase(scope, 'ledger', PROPS);
      // WHEN
      const capability = database.use(access);
      // THEN
      expect(capability.title).toBe(`deposits-test-ledger: ${access}`);
      expect(capability.destinations).toEqual([{ kind: 'service', service: 'rds-data' }]);
      expect(actionsOf(capability)).toEqual(['kms:Decrypt', ...actions, 'secretsmanager:GetSecretValue']);
      expect(capability.configuration).toEqual({
        clusterArn: database.clusterArn,
        secretArn: APPLICATION_SECRET,
        databaseName: 'deposits',
      });
      const reads = capability.statements.find(({ sid }) => sid === 'ReadSecret');
      expect(reads?.resources).toEqual([APPLICATION_SECRET]);
    });
  });

  test('administer: the same as read-write with the master user’s secret instead', () => {
    const stack = synthesize((scope) => {
      const database = new AuroraDatabase(scope, 'ledger', PROPS);
      const capability = database.use('administer');
      expect(actionsOf(capability)).toEqual(actionsOf(database.use('read-write')));
      expect(capability.statements.flatMap(({ resources }) => resources)).not.toContain(APPLICATION_SECRET);
      expect(capability.configuration['secretArn']).toBe(database.attributes().masterSecretArn);
    });
    expect(Object.keys(stack.resources('aws_rds_cluster'))).toHaveLength(1);
  });

  test('imported: creates nothing and grants the same', () => {
    const stack = synthesize((scope) => {
      // GIVEN
      const own = new AuroraDatabase(scope, 'ledger', PROPS);
      const imported = AuroraDatabase.fromAttributes(own.attributes());
      const [first, second] = [new RecordingGrantee(), new RecordingGrantee()];
      // WHEN
      for (const [database, grantee] of [[own, first] as const, [imported, second] as const]) {
        database.grantRead(grantee);
        database.grantReadWrite(grantee);
        database.grantAdminister(grantee);
      }
      // THEN
      expect(second.accepted).toEqual(first.accepted);
      expect(first.accepted).toHaveLength(3);
      expect(imported.attributes()).toEqual(own.attributes());
      expect(imported.clusterArn).toBe(own.clusterArn);
      expect(imported.databaseName).toBe('deposits');
    });
    expect(Object.keys(stack.resources('aws_rds_cluster'))).toHaveLength(1);
  });

  test('refuses all wrong properties at once', () => {
    synthesize((scope) => {
      const wrong: AuroraDatabaseProps = {
        ...PROPS,
        name: 'Deposits--Ledger',
        databaseName: 'rdsadmin',
        masterUsername: 'admin',
        engineVersion: '16',
        minCapacityAcu: 0.7,
        maxCapacityAcu: 0.5,
        autoPauseSeconds: 60,
        subnetIds: ['subnet-1'],
        instanceCount: 17,
        backupRetentionDays: 0,
        slowStatementMilliseconds: 0,
        performanceInsightsRetentionDays: 8,
        monitoringIntervalSeconds: 20,
        logRetentionDays: 100,
      };
      expect(problemsOf(() => new AuroraDatabase(scope, 'wrong', wrong))).toEqual([
        ['aurora-name', 'name'],
        ['aurora-identifier', 'databaseName'],
        ['aurora-identifier', 'masterUsername'],
        ['aurora-version', 'engineVersion'],
        ['aurora-capacity', 'minCapacityAcu'],
        ['aurora-capacity', 'maxCapacityAcu'],
        ['aurora-capacity-order', 'maxCapacityAcu'],
        ['aurora-pause-without-zero', 'autoPauseSeconds'],
        ['aurora-pause', 'autoPauseSeconds'],
        ['aurora-subnets', 'subnetIds'],
        ['aurora-instances', 'instanceCount'],
        ['aurora-backup-retention', 'backupRetentionDays'],
        ['aurora-slow-statement', 'slowStatementMilliseconds'],
        ['aurora-insights-retention', 'performanceInsightsRetentionDays'],
        ['aurora-monitoring', 'monitoringIntervalSeconds'],
        ['aurora-log-retention', 'logRetentionDays'],
      ]);
    });
  });

  test.each([
    ['16.2', [['aurora-version-cannot-pause', 'engineVersion']]],
    ['12.9', [['aurora-version', 'engineVersion']]],
  ] as const)('refuses to pause with version %s', (engineVersion, problems) => {
    expect(problemsOf(() => cluster({ engineVersion, minCapacityAcu: 0 }))).toEqual(problems);
  });

  test.each(['13.15', '15.7', '17.4'])('pauses with version %s', (engineVersion) => {
    expect(() => cluster({ engineVersion, minCapacityAcu: 0 })).not.toThrow();
  });

  test('refuses one subnet given twice', () => {
    expect(problemsOf(() => cluster({ subnetIds: ['subnet-1', 'subnet-1'] }))).toEqual([
      ['aurora-subnets-repeated', 'subnetIds'],
    ]);
  });

  test('takes every range of capacity that AWS takes, and no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: -4, max: 1040 }), fc.integer({ min: -4, max: 1040 }), (low, high) => {
        // GIVEN quarters of a unit
        const [minCapacityAcu, maxCapacityAcu] = [low / 4, high / 4];
        const allowed =
          low % 2 === 0 && high % 2 === 0 && low >= 0 && high >= 4 && high <= 1024 && low <= high;
        // WHEN
        const call = () => cluster({ minCapacityAcu, maxCapacityAcu, instanceCount: 1 });
        // THEN
        if (allowed) expect(call).not.toThrow();
        else expect(problemsOf(call).length).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });
});
