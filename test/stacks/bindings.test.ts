import type { FunctionContract } from '../../functions/shared/contract';
import type { Capability } from '../../modules/core/capability';
import { bind, resource, serviceNeeds } from '../../stacks/bindings';

const reading: Capability = {
  title: 'from the resource',
  statements: [
    { sid: 'Execute', actions: ['rds-data:ExecuteStatement'], resources: ['arn:cluster'] },
    { sid: 'Secret', actions: ['secretsmanager:GetSecretValue'], resources: ['arn:secret'] },
  ],
  destinations: [{ kind: 'service', service: 'rds-data' }],
  configuration: { clusterArn: 'arn:cluster', secretArn: 'arn:secret', databaseName: 'ledger' },
};
const resources = {
  ledger: resource('database', { use: (access) => ({ ...reading, title: access }) }),
  images: resource('bucket', {
    use: () => ({ ...reading, destinations: [], configuration: { bucketName: 'b' } }),
  }),
};
const contract = (uses: FunctionContract['uses']): FunctionContract => ({
  name: 'read-it',
  summary: '',
  timeoutSeconds: 3,
  uses,
  triggers: [],
});

describe('binding a contract', () => {
  it('gives capability, title and environment for each use', () => {
    const [binding] = bind(contract({ ledger: { kind: 'database', access: 'read' } }), resources);
    expect(binding).toMatchObject({
      resource: 'ledger',
      capability: { title: 'ledger: read', statements: reading.statements },
      variables: {
        LEDGER_CLUSTER_ARN: 'arn:cluster',
        LEDGER_SECRET_ARN: 'arn:secret',
        LEDGER_DATABASE_NAME: 'ledger',
      },
    });
  });

  it('refuses unknown resources and wrong kinds, all at once, naming the contract', () => {
    const uses = {
      leger: { kind: 'database', access: 'read' },
      images: { kind: 'table', access: 'claim' },
    } as const;
    expect(() => bind(contract(uses), resources)).toThrow(
      /functions\/read-it\/contract.ts: 2 problems[\s\S]*contract-resource-unknown[\s\S]*ledger[\s\S]*contract-resource-kind/,
    );
  });
});

describe('what goes through an endpoint', () => {
  it('is what the function itself sends there: the Data API reads the secret on its own', () => {
    const needs = serviceNeeds(
      'read-it',
      bind(contract({ ledger: { kind: 'database', access: 'read' } }), resources),
    );
    expect(needs).toEqual([
      { service: 'rds-data', functionName: 'read-it', statements: [reading.statements[0]] },
    ]);
  });

  it('is nothing for a capability without destinations: signing an upload opens no path', () => {
    const bindings = bind(contract({ images: { kind: 'bucket', access: 'presign-upload' } }), resources);
    expect(serviceNeeds('sign', bindings)).toEqual([]);
  });
});
