import type { EnvironmentConfig } from './schema';

/** The bank's own. `protected` refuses whatever would lose data or hang on one zone. */
export const prod: EnvironmentConfig = {
  name: 'prod',
  emulated: false,
  protected: true,
  accountId: '777788889999',
  region: 'eu-central-1',
  state: { backend: 's3', bucket: 'deposits-terraform-state-777788889999', region: 'eu-central-1' },
  network: {
    mode: 'owned',
    cidr: '10.22.0.0/16',
    zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
    egress: { kind: 'nat-gateway', placement: 'per-zone', inspected: true },
    ipv6Egress: false,
    flowLogRetentionDays: 365,
  },
  database: {
    engineVersion: '16.6',
    minimumCapacityAcu: 1,
    maximumCapacityAcu: 16,
    instances: 2,
    backupRetentionDays: 35,
    deletionProtection: true,
    finalSnapshot: true,
  },
  secretRotationDays: 10,
  imageRetentionDays: 3650,
  api: {
    exposure: 'private',
    requestsPerSecond: 500,
    burst: 1000,
    clientCidrs: ['10.22.0.0/16'],
    setAccountLogging: true,
  },
  partner: { url: 'https://partner.example.com/v1/outcomes' },
  alarms: {},
  logs: { retentionDays: 365, level: 'info' },
  tags: { System: 'deposits', Environment: 'prod' },
};
