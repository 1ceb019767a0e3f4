import type { EnvironmentConfig } from './schema';

/** The laptop. As near to `prod` in shape as the emulator allows, so that what differs is said here and nowhere else. */
export const emulator: EnvironmentConfig = {
  name: 'emulator',
  emulated: true,
  protected: false,
  accountId: '123456789012',
  region: 'eu-central-1',
  state: { backend: 'local' },
  network: {
    mode: 'owned',
    cidr: '10.20.0.0/16',
    zones: ['eu-central-1a', 'eu-central-1b'],
    egress: { kind: 'nat-gateway', placement: 'single', inspected: false },
    ipv6Egress: false,
    flowLogRetentionDays: 7,
  },
  database: {
    engineVersion: '16.6',
    minimumCapacityAcu: 0,
    maximumCapacityAcu: 1,
    pauseAfterSeconds: 300,
    instances: 1,
    backupRetentionDays: 1,
    deletionProtection: false,
    finalSnapshot: false,
  },
  secretRotationDays: 10,
  imageRetentionDays: 60,
  api: { exposure: 'regional', requestsPerSecond: 100, burst: 200, clientCidrs: [], setAccountLogging: true },
  partner: { url: 'https://partner.example.com/v1/outcomes' },
  alarms: {},
  logs: { retentionDays: 365, level: 'debug' },
  tags: { System: 'deposits', Environment: 'emulator' },
};
