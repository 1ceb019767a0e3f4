import {
  PermissionsBoundary,
  type PermissionsBoundaryProps,
} from '../../../modules/identity/permissions-boundary';
import { synthesizeAws } from './aws-stack';

const props: PermissionsBoundaryProps = {
  name: 'dev-boundary',
  location: { partition: 'aws', region: 'eu-central-1', accountId: '123456789012' },
  services: ['sqs', 'events', 'sqs'],
};

function boundary(change: Partial<PermissionsBoundaryProps> = {}) {
  const synthesized = synthesizeAws(
    (stack) => new PermissionsBoundary(stack, 'boundary', { ...props, ...change }),
  );
  const policy = synthesized.only('aws_iam_policy');
  return { policy, statements: synthesized.statements(policy['policy']) };
}

describe('PermissionsBoundary', () => {
  test('allows the services of the system in this account, each once', () => {
    const { policy, statements } = boundary();
    expect(policy).toMatchObject({ name: 'dev-boundary', tags: { Name: 'dev-boundary' } });
    expect(statements[0]).toMatchObject({
      effect: 'Allow',
      actions: ['events:*', 'sqs:*'],
      condition: [
        { test: 'StringEqualsIfExists', variable: 'aws:ResourceAccount', values: ['123456789012'] },
      ],
    });
  });

  test('allows of EC2, logs and X-Ray what Lambda needs, by name', () => {
    const { statements } = boundary();
    const named = statements
      .filter(({ effect, sid }) => effect === 'Allow' && sid !== 'ServicesOfTheSystem')
      .flatMap((statement) => statement['actions'] as string[]);
    expect(named.filter((action) => action.includes('*'))).toEqual([]);
    expect(new Set(named.map((action) => action.split(':')[0]))).toEqual(new Set(['ec2', 'logs', 'xray']));
  });

  test('denies a change of identity and the destruction of data', () => {
    const denied = boundary().statements.find(({ effect }) => effect === 'Deny');
    expect(denied?.['actions']).toEqual(
      expect.arrayContaining(['iam:*', 'organizations:*', 'sts:AssumeRole', 'kms:ScheduleKeyDeletion']),
    );
    expect(denied).not.toHaveProperty('condition');
  });

  test('limits log groups to a pattern', () => {
    const logs = (change: Partial<PermissionsBoundaryProps>) =>
      boundary(change).statements.find(({ sid }) => sid === 'WriteLogGroups')?.['resources'];
    expect(logs({})).toEqual(['arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/*:*']);
    expect(logs({ logGroupPattern: '/aws/lambda/dev-*' })).toEqual([
      'arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/dev-*:*',
    ]);
  });

  test.each([
    ['a long name', { name: 'a'.repeat(129) }, 'boundary-name'],
    ['no service', { services: [] }, 'boundary-services'],
    ['an action for a service', { services: ['s3:GetObject'] }, 'boundary-service'],
    ['every service', { services: ['*'] }, 'boundary-service'],
    ['IAM', { services: ['iam'] }, 'boundary-service-refused'],
    ['STS', { services: ['sts'] }, 'boundary-service-refused'],
    ['a wildcard within the pattern', { logGroupPattern: '/aws/*/dev' }, 'boundary-log-groups'],
  ])('refuses %s', (_what, change, code) => {
    expect(() => boundary(change)).toThrow(`[${code}]`);
  });
});
