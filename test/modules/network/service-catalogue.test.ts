import {
  endpointService,
  fullServiceName,
  isKnownService,
  knownServices,
} from '../../../modules/network/service-catalogue';
import { problemsOf } from './problem-codes';

describe('the catalogue of services', () => {
  test.each(['s3', 'dynamodb'])('%s has a gateway, without private DNS', (service) => {
    expect(endpointService(service)).toEqual({
      service,
      kind: 'gateway',
      privateDns: false,
      policySupported: true,
      prefixListWeight: 1,
    });
  });

  test.each([
    'rds-data',
    'secretsmanager',
    'events',
    'kms',
    'logs',
    'xray',
    'execute-api',
    'rekognition',
    'states',
    'sns',
    'sqs',
    'lambda',
  ])('%s has an interface with private DNS and a policy', (service) => {
    expect(endpointService(service)).toEqual({
      service,
      kind: 'interface',
      privateDns: true,
      policySupported: true,
    });
  });

  test('knows which service takes no policy', () => {
    expect(endpointService('email-smtp').policySupported).toBe(false);
  });

  test('names the endpoint of a region, China included', () => {
    expect(fullServiceName('rds-data', 'eu-west-1')).toBe('com.amazonaws.eu-west-1.rds-data');
    expect(fullServiceName('ecr.api', 'us-gov-west-1')).toBe('com.amazonaws.us-gov-west-1.ecr.api');
    expect(fullServiceName('sqs', 'cn-north-1')).toBe('cn.com.amazonaws.cn-north-1.sqs');
    expect(fullServiceName('secretsmanager', 'cn-north-1')).toBe('com.amazonaws.cn-north-1.secretsmanager');
    expect(fullServiceName('transcribe', 'cn-north-1')).toBe('cn.com.amazonaws.cn-north-1.transcribe.cn');
  });

  test('an unknown service is refused with those that are known', () => {
    expect(isKnownService('qldb')).toBe(false);
    const refusal = problemsOf(() => endpointService('qldb'));
    expect(refusal.problems[0]).toMatchObject({ code: 'endpoint-service-unknown', received: 'qldb' });
    expect(refusal.message).toContain('rds-data');
    expect(knownServices()).toEqual([...knownServices()].sort());
  });
});
