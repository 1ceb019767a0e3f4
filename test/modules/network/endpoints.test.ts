import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { TerraformStack } from 'cdktf';
import { CheckedEndpoints, type CheckedEndpointsProps } from '../../../modules/network/checked-endpoints';
import { type EndpointDemand, VpcEndpoints } from '../../../modules/network/endpoints';
import { Network, type NetworkAttributes } from '../../../modules/network/network';
import { Peer } from '../../../modules/network/peer';
import { Port } from '../../../modules/network/port';
import { SecurityGroup } from '../../../modules/network/security-group';
import type { Block, Synthesized } from '../../support/synth';
import { lifecycleOf } from './lifecycle-of';
import { problemCodes } from './problem-codes';
import { REGION, synthesizeAws } from './synthesize-aws';

const ROLE = 'arn:aws:iam::123456789012:role/deposits-dev-post-ledger';
const demand = (service: string, action: string): EndpointDemand => ({
  service,
  principalArns: [ROLE],
  statements: [{ sid: 'Use', actions: [action], resources: ['arn:aws:thing'] }],
});
const DATA_API = demand('rds-data', 'rds-data:ExecuteStatement');
const TABLE = demand('dynamodb', 'dynamodb:PutItem');
const attributes: NetworkAttributes = {
  mode: 'owned',
  vpcId: 'vpc-1',
  vpcCidr: '10.0.0.0/16',
  internetEgress: false,
  subnets: {
    private: [
      { id: 'subnet-a', zone: 'eu-west-1a', routeTableId: 'rtb-a' },
      { id: 'subnet-b', zone: 'eu-west-1b', routeTableId: 'rtb-b' },
    ],
  },
};
const network = (stack: TerraformStack, overrides: Partial<NetworkAttributes> = {}) =>
  Network.fromAttributes(stack, 'network', { ...attributes, ...overrides });
const create = (
  demands: readonly EndpointDemand[],
  inspect?: (endpoints: VpcEndpoints, stack: TerraformStack) => void,
  overrides?: Partial<NetworkAttributes>,
) =>
  synthesizeAws((stack) => {
    const props = { network: network(stack, overrides), region: REGION, name: 'deposits-dev', demands };
    const endpoints = new VpcEndpoints(stack, 'endpoints', { ...props, tags: { Team: 'deposits' } });
    inspect?.(endpoints, stack);
  });
const endpointOf = (synth: Synthesized, service: string): Block => {
  const found = Object.values(synth.resources('aws_vpc_endpoint')).find(
    (block) => block['service_name'] === `com.amazonaws.${REGION}.${service}`,
  );
  if (!found) throw new Error(`no endpoint of ${service}`);
  return found;
};

describe('VpcEndpoints', () => {
  test('creates exactly what is demanded', () => {
    expect(create([]).resources('aws_vpc_endpoint')).toEqual({});
    const synth = create([TABLE, DATA_API, DATA_API], (endpoints) => {
      expect(endpoints.services).toEqual(['dynamodb', 'rds-data']);
      expect(endpoints.peerFor('sqs')).toBeUndefined();
    });
    expect(Object.keys(synth.resources('aws_vpc_endpoint'))).toHaveLength(2);
  });

  test('a gateway stands in the route tables of the private subnets', () => {
    const synth = create([TABLE], (endpoints) => {
      expect(endpoints.peerFor('dynamodb')).toMatchObject({
        peerName: 'dynamodb',
        targets: [{ kind: 'prefix-list' }],
      });
    });
    expect(endpointOf(synth, 'dynamodb')).toMatchObject({
      vpc_endpoint_type: 'Gateway',
      route_table_ids: ['rtb-a', 'rtb-b'],
      tags: { Name: 'deposits-dev-dynamodb', Team: 'deposits' },
    });
    expect(synth.resources('aws_security_group')).toEqual({});
  });

  test('a gateway stands in the route tables of the egress subnets as well, an interface does not', () => {
    const subnets = {
      ...attributes.subnets,
      egress: [{ id: 'subnet-e', zone: 'eu-west-1a', routeTableId: 'rtb-e' }],
    };
    const synth = create([TABLE, DATA_API], undefined, { subnets });
    expect(endpointOf(synth, 'dynamodb')['route_table_ids']).toEqual(['rtb-a', 'rtb-b', 'rtb-e']);
    expect(endpointOf(synth, 'rds-data')['subnet_ids']).toEqual(['subnet-a', 'subnet-b']);
  });

  test('an interface stands in the private subnets, with private DNS and a group that admits nobody', () => {
    const synth = create([DATA_API]);
    expect(endpointOf(synth, 'rds-data')).toMatchObject({
      vpc_endpoint_type: 'Interface',
      subnet_ids: ['subnet-a', 'subnet-b'],
      private_dns_enabled: true,
      security_group_ids: [expect.stringContaining('aws_security_group.')],
    });
    expect(synth.only('aws_security_group')['name_prefix']).toBe('deposits-dev-endpoint-rds-data-');
    expect(synth.resources('aws_vpc_security_group_ingress_rule')).toEqual({});
  });

  test('each has a policy made from the demands, which may not grow beyond what AWS takes', () => {
    const synth = create([
      DATA_API,
      { ...DATA_API, principalArns: ['arn:aws:iam::123456789012:role/other'] },
    ]);
    const endpoint = endpointOf(synth, 'rds-data');
    expect(synth.statements(endpoint['policy'])).toEqual([
      {
        sid: 'Use',
        effect: 'Allow',
        actions: ['rds-data:ExecuteStatement'],
        resources: ['arn:aws:thing'],
        principals: [{ type: '*', identifiers: ['*'] }],
        condition: [
          {
            test: 'ArnEquals',
            variable: 'aws:PrincipalArn',
            values: [ROLE, 'arn:aws:iam::123456789012:role/other'],
          },
        ],
      },
    ]);
    expect(lifecycleOf(endpoint, 'precondition')[0]?.condition).toMatch(
      /^\$\{length\(data\.aws_iam_policy_document\..*\.json\) <= 20480\}$/,
    );
  });

  test('no policy where the service takes none', () => {
    expect(
      endpointOf(create([{ ...demand('email-smtp', 'ses:x'), statements: [] }]), 'email-smtp'),
    ).not.toHaveProperty('policy');
  });

  test('clients come in by allowTo, or are let in by the demand', () => {
    const clients = [Peer.ipv4('10.1.0.0/16')];
    const synth = create(
      [{ ...demand('execute-api', 'execute-api:Invoke'), clients }, DATA_API],
      (endpoints, stack) => {
        const client = new SecurityGroup(stack, 'client', {
          name: 'client',
          description: 'Client',
          vpcId: 'vpc-1',
        });
        const peer = endpoints.peerFor('rds-data');
        if (!peer) throw new Error('no peer');
        client.connections.allowTo(peer, Port.tcp(443), 'Data API');
      },
    );
    const ingress = Object.values(synth.resources('aws_vpc_security_group_ingress_rule'));
    expect(ingress.map((rule) => rule['cidr_ipv4'] ?? rule['referenced_security_group_id']).sort()).toEqual([
      expect.stringContaining('aws_security_group.client'),
      '10.1.0.0/16',
    ]);
  });

  test('stands in isolated subnets where there is no private tier', () => {
    const { private: isolated } = attributes.subnets;
    expect(
      endpointOf(create([DATA_API], undefined, { subnets: { isolated } }), 'rds-data')['subnet_ids'],
    ).toEqual(['subnet-a', 'subnet-b']);
  });

  test('another stack imports it, and lets its own clients in', () => {
    const synth = synthesizeAws((stack) => {
      const imported = VpcEndpoints.fromAttributes(stack, 'endpoints', {
        services: {
          'rds-data': {
            kind: 'interface',
            endpointId: 'vpce-1',
            securityGroupId: 'sg-0e',
            securityGroupName: 'data',
          },
          sqs: { kind: 'interface', endpointId: 'vpce-3', securityGroupId: 'sg-0f' },
          s3: { kind: 'gateway', endpointId: 'vpce-2', prefixListId: 'pl-1' },
        },
      });
      expect(imported.services).toEqual(['rds-data', 's3', 'sqs']);
      expect(imported.endpointId('s3')).toBe('vpce-2');
      expect(problemCodes(() => imported.endpointId('kms'))).toEqual(['endpoint-missing']);
      expect(imported.attributes().services['s3']).toMatchObject({ prefixListId: 'pl-1' });
      const client = SecurityGroup.fromAttributes(stack, 'client', {
        securityGroupId: 'sg-0c',
        name: 'client',
      });
      for (const service of imported.services) {
        const peer = imported.peerFor(service);
        if (peer) client.connections.allowTo(peer, Port.tcp(443), service);
      }
    });
    const egress = Object.values(synth.resources('aws_vpc_security_group_egress_rule'));
    expect(egress.map((rule) => rule['prefix_list_id'] ?? rule['referenced_security_group_id'])).toEqual([
      'sg-0e',
      'pl-1',
      'sg-0f',
    ]);
    const ingress = Object.values(synth.resources('aws_vpc_security_group_ingress_rule'));
    expect(ingress.map((rule) => rule['security_group_id'])).toEqual(['sg-0e', 'sg-0f']);
  });

  test('what it outputs is what it is imported from', () => {
    create([DATA_API, TABLE], (endpoints, stack) => {
      expect(endpoints.attributes().services).toMatchObject({
        'rds-data': { kind: 'interface', securityGroupName: 'deposits-dev-endpoint-rds-data' },
        dynamodb: { kind: 'gateway' },
      });
      const imported = VpcEndpoints.fromAttributes(stack, 'again', endpoints.attributes());
      expect(imported.services).toEqual(endpoints.services);
      expect(imported.endpointId('rds-data')).toBe(endpoints.endpointId('rds-data'));
      expect(problemCodes(() => endpoints.endpointId('kms'))).toEqual(['endpoint-missing']);
    });
  });

  test('refuses everything that is wrong at once', () => {
    const clients = [Peer.ipv4('10.1.0.0/16')];
    const demands = [
      demand('qldb', 'qldb:SendCommand'),
      { ...TABLE, clients },
      { ...DATA_API, principalArns: [] },
      { ...DATA_API, statements: [] },
    ];
    expect(problemCodes(() => create(demands))).toEqual([
      'endpoint-service-unknown',
      'endpoint-gateway-clients',
      'endpoint-demand-empty',
      'endpoint-demand-empty',
    ]);
  });

  test('refuses shared subnets, and a gateway without route tables', () => {
    const privateSubnets = [{ id: 'subnet-a', zone: 'eu-west-1a' }];
    expect(problemCodes(() => create([DATA_API], undefined, { mode: 'shared' }))).toEqual([
      'endpoints-in-shared-network',
    ]);
    expect(problemCodes(() => create([TABLE], undefined, { subnets: { private: privateSubnets } }))).toEqual([
      'endpoint-gateway-routes',
    ]);
  });

  test('refuses to import a service that is not known', () => {
    const services = { qldb: { kind: 'gateway', endpointId: 'vpce-1', prefixListId: 'pl-1' } } as const;
    expect(
      problemCodes(() =>
        synthesizeAws((stack) => void VpcEndpoints.fromAttributes(stack, 'endpoints', { services })),
      ),
    ).toEqual(['endpoint-service-unknown']);
  });
});

describe('CheckedEndpoints', () => {
  const check = (
    overrides: Partial<CheckedEndpointsProps>,
    inspect?: (endpoints: CheckedEndpoints, stack: TerraformStack) => void,
  ) =>
    synthesizeAws((stack) => {
      const props = {
        network: network(stack, { mode: 'shared' }),
        region: REGION,
        services: ['s3', 'rds-data'],
      };
      const endpoints = new CheckedEndpoints(stack, 'endpoints', { ...props, ...overrides });
      inspect?.(endpoints, stack);
    });

  test('looks up what is needed and makes nothing', () => {
    const synth = check({}, (endpoints) => {
      expect(endpoints.services).toEqual(['rds-data', 's3']);
      expect(endpoints.peerFor('kms')).toBeUndefined();
      expect(endpoints.endpointId('s3')).toBeDefined();
      expect(problemCodes(() => endpoints.endpointId('kms'))).toEqual(['endpoint-missing']);
    });
    expect(synth.json['resource']).toBeUndefined();
    const [dataApi, s3] = Object.values(synth.data('aws_vpc_endpoint'));
    expect(dataApi).toMatchObject({
      vpc_id: 'vpc-1',
      service_name: 'com.amazonaws.eu-west-1.rds-data',
      filter: [
        { name: 'vpc-endpoint-type', values: ['Interface'] },
        {
          name: 'vpc-endpoint-state',
          values: ['available', 'failed', 'pending', 'pendingAcceptance', 'rejected'],
        },
      ],
    });
    const conditions = (block: Block | undefined) =>
      lifecycleOf(block, 'postcondition').map(({ condition }) => condition);
    expect(conditions(dataApi)).toEqual([
      '${lower(self.state) == "available"}',
      '${self.private_dns_enabled}',
    ]);
    expect(conditions(s3)).toEqual(['${lower(self.state) == "available"}']);
  });

  test('only the client’s side is written', () => {
    const synth = check({ ownerAccountId: '210987654321' }, (endpoints, stack) => {
      const client = SecurityGroup.fromAttributes(stack, 'client', {
        securityGroupId: 'sg-0c',
        name: 'client',
      });
      for (const service of endpoints.services) {
        const peer = endpoints.peerFor(service);
        if (peer) client.connections.allowTo(peer, Port.tcp(443), service);
      }
    });
    expect(synth.resources('aws_vpc_security_group_ingress_rule')).toEqual({});
    const [dataApi, s3] = Object.values(synth.resources('aws_vpc_security_group_egress_rule'));
    expect(dataApi?.['referenced_security_group_id']).toMatch(
      /^210987654321\/\$\{element\(sort\(tolist\(data\.aws_vpc_endpoint\..*\.security_group_ids\)\), 0\)\}$/,
    );
    expect(s3?.['prefix_list_id']).toMatch(/^\$\{data\.aws_vpc_endpoint\..*\.prefix_list_id\}$/);
  });

  test('looks with another provider, that of the network account', () => {
    const synth = synthesizeAws((stack) => {
      const provider = new AwsProvider(stack, 'network-account', { region: REGION, alias: 'network' });
      const props = {
        network: network(stack, { mode: 'shared' }),
        region: REGION,
        services: ['kms'],
        provider,
      };
      new CheckedEndpoints(stack, 'endpoints', props);
    });
    expect(synth.onlyData('aws_vpc_endpoint')['provider']).toBe('aws.network');
  });

  test('refuses services that are not known, all at once', () => {
    expect(problemCodes(() => check({ services: ['qldb', 'simpledb'] }))).toEqual([
      'endpoint-service-unknown',
      'endpoint-service-unknown',
    ]);
  });
});
