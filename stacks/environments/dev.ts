import type { EnvironmentConfig } from './schema';

/**
 * Cheap: one NAT instance, a database that may scale to nothing, everything destroyable. The account is AWS's example
 * number. While the system is up the database does not pause: `relay-outbox` looks into it each minute (docs/costs.md).
 */
export const dev: EnvironmentConfig = {
  name: 'dev',
  emulated: false,
  protected: false,
  accountId: '111122223333',
  region: 'eu-central-1',
  state: { backend: 's3', bucket: 'deposits-terraform-state-111122223333', region: 'eu-central-1' },
  network: {
    mode: 'owned',
    cidr: '10.20.0.0/16',
    zones: ['eu-central-1a', 'eu-central-1b'],
    egress: { kind: 'nat-instance' },
    ipv6Egress: false,
    flowLogRetentionDays: 7,
  },
  database: {
    engineVersion: '16.6',
    minimumCapacityAcu: 0,
    maximumCapacityAcu: 2,
    pauseAfterSeconds: 600,
    instances: 1,
    backupRetentionDays: 1,
    deletionProtection: false,
    finalSnapshot: false,
  },
  secretRotationDays: 10,
  imageRetentionDays: 60,
  api: { exposure: 'regional', requestsPerSecond: 50, burst: 100, clientCidrs: [], setAccountLogging: true },
  partner: { url: 'https://sandbox.partner.example.com/v1/outcomes' },
  alarms: {},
  logs: { retentionDays: 365, level: 'debug' },
  tags: { System: 'deposits', Environment: 'dev' },
};
