import type { EnvironmentConfig } from './schema';

/** What `prod` is, at a smaller size: the private API and the single NAT are rehearsed here. */
export const staging: EnvironmentConfig = {
  name: 'staging',
  emulated: false,
  protected: false,
  accountId: '444455556666',
  region: 'eu-central-1',
  state: { backend: 's3', bucket: 'deposits-terraform-state-444455556666', region: 'eu-central-1' },
  network: {
    mode: 'owned',
    cidr: '10.21.0.0/16',
    zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
    egress: { kind: 'nat-gateway', placement: 'single', inspected: false },
    ipv6Egress: false,
    flowLogRetentionDays: 30,
  },
  database: {
    engineVersion: '16.6',
    minimumCapacityAcu: 0.5,
    maximumCapacityAcu: 4,
    instances: 2,
    backupRetentionDays: 7,
    deletionProtection: true,
    finalSnapshot: true,
  },
  secretRotationDays: 10,
  imageRetentionDays: 90,
  api: {
    exposure: 'private',
    requestsPerSecond: 200,
    burst: 400,
    clientCidrs: ['10.21.0.0/16'],
    setAccountLogging: true,
  },
  partner: { url: 'https://sandbox.partner.example.com/v1/outcomes' },
  alarms: {},
  logs: { retentionDays: 365, level: 'info' },
  tags: { System: 'deposits', Environment: 'staging' },
};
