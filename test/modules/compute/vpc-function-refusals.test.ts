import type { INetwork } from '../../../modules/network/network';
import { synthesizeAws } from '../identity/aws-stack';
import { CALL_PARTNER, HASH, PUBLISH, vpcFunction } from './fixtures';

describe('VpcFunction refuses', () => {
  const anEnvironment = (bytes: number) => ({
    environment: { LARGE: 'x'.repeat(bytes - '{"LARGE":""}'.length) },
  });

  test.each([
    ['a long name', { name: 'a'.repeat(65) }, 'function-name'],
    ['an empty description', { description: '' }, 'function-description'],
    ['a handler without an export', { handler: 'index' }, 'function-handler'],
    ['code without a file', { code: { file: '', sha256Base64: HASH } }, 'function-code-file'],
    ['a hexadecimal hash', { code: { file: 'a.zip', sha256Base64: 'ab'.repeat(32) } }, 'function-code-hash'],
    ['too little memory', { memoryMib: 127 }, 'function-memory'],
    ['too much memory', { memoryMib: 10_241 }, 'function-memory'],
    ['no time', { timeoutSeconds: 0 }, 'function-timeout'],
    ['too much time', { timeoutSeconds: 901 }, 'function-timeout'],
    ['half a second', { timeoutSeconds: 1.5 }, 'function-timeout'],
    ['a negative concurrency', { reservedConcurrency: -1 }, 'function-concurrency'],
    ['a retention that does not exist', { logRetentionDays: 31 }, 'function-log-retention'],
    ['a variable of Lambda', { environment: { AWS_REGION: 'x' } }, 'function-environment-reserved'],
    ['a variable with a dash', { environment: { 'LOG-LEVEL': 'x' } }, 'function-environment-name'],
    ['an environment above 4 KiB', anEnvironment(4097), 'function-environment-size'],
    [
      'a service without a way to it',
      { access: { peerFor: () => undefined }, capabilities: [PUBLISH] },
      'function-service-unreachable',
    ],
    ['a public subnet', { subnetIds: ['subnet-public'] }, 'function-in-public-subnet'],
  ])('%s', (_what, change, code) => {
    synthesizeAws((stack) => {
      expect(() => vpcFunction(stack, change)).toThrow(`[${code}]`);
    });
  });

  test.each([
    ['three retries', { retryAttempts: 3 }, 'function-retries'],
    ['an event that may wait for a day', { maxEventAgeSeconds: 86_400 }, 'function-event-age'],
  ])('%s', (_what, change, code) => {
    synthesizeAws((stack) => {
      const onFailure = { destination: { destinationArn: 'arn:queue', statements: [] }, ...change };
      expect(() => vpcFunction(stack, { onFailure })).toThrow(`[${code}]`);
    });
  });

  test('everything that is wrong at once, naming the construct', () => {
    synthesizeAws((stack) => {
      const make = () =>
        vpcFunction(stack, {
          memoryMib: 1,
          timeoutSeconds: 0,
          capabilities: [CALL_PARTNER],
          subnetIds: ['subnet-public'],
        });
      expect(make).toThrow(/^test\/submit: 4 problems\n/);
    });
  });

  test('a network with public subnets only', () => {
    const onlyPublic: INetwork = {
      mode: 'owned',
      vpcId: 'vpc-1',
      vpcCidr: '10.0.0.0/16',
      zones: ['eu-central-1a'],
      internetEgress: false,
      ipv6Egress: false,
      canCreateEndpoints: true,
      subnets: (tier) => (tier === 'public' ? [{ id: 'subnet-public', zone: 'eu-central-1a' }] : []),
      routeTableIds: () => [],
      attributes: () => {
        throw new Error('not asked for');
      },
    };
    synthesizeAws((stack) => {
      expect(() => vpcFunction(stack, { network: onlyPublic })).toThrow('[network-no-function-subnets]');
    });
  });

  test('but not an environment of exactly 4 KiB', () => {
    synthesizeAws((stack) => {
      expect(() => vpcFunction(stack, anEnvironment(4096))).not.toThrow();
    });
  });
});
