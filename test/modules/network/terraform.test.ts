import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Construct } from 'constructs';
import { AttachedNetwork } from '../../../modules/network/attached-network';
import { CheckedEndpoints } from '../../../modules/network/checked-endpoints';
import { VpcEndpoints } from '../../../modules/network/endpoints';
import type { INetwork } from '../../../modules/network/network';
import { OwnedNetwork } from '../../../modules/network/owned-network';
import { Peer } from '../../../modules/network/peer';
import { Port } from '../../../modules/network/port';
import { SecurityGroup } from '../../../modules/network/security-group';
import type { IServiceAccess } from '../../../modules/network/service-access';
import { SharedNetwork } from '../../../modules/network/shared-network';
import { expectValid, testWithTerraform, withProvider } from '../../support/terraform';
import { REGION, synthesizeAws, ZONES } from './synthesize-aws';

const ROLE = 'arn:aws:iam::123456789012:role/deposits-dev-post-ledger';
const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/k';
const SERVICES = ['dynamodb', 'execute-api', 'rds-data', 's3'];

function addClient(stack: Construct, network: INetwork, access: IServiceAccess): void {
  const { connections } = new SecurityGroup(stack, 'client', {
    name: 'client',
    description: 'Client',
    vpcId: network.vpcId,
  });
  for (const service of SERVICES) {
    const peer = access.peerFor(service);
    if (peer) connections.allowTo(peer, Port.tcp(443), `Uses ${service}`);
  }
  connections.allowTo(Peer.internet({ ipv6: true }), Port.tcp(443), 'Partner');
}

function addEndpoints(stack: Construct, network: INetwork): void {
  const demands = SERVICES.map((service) => ({
    service,
    principalArns: [ROLE],
    statements: [{ sid: 'Use', actions: [`${service}:Do`], resources: ['arn:aws:thing'] }],
    clients: service === 'execute-api' ? [Peer.ipv4('10.99.0.0/16')] : [],
  }));
  addClient(
    stack,
    network,
    new VpcEndpoints(stack, 'endpoints', { network, region: REGION, name: 'dep', demands }),
  );
}

const attachedTo = { vpcCidr: '10.0.0.0/16', subnetSpace: '10.0.64.0/18', zones: ZONES };
const modes: Readonly<Record<string, (stack: Construct) => void>> = {
  'owned-nat-gateway': (stack) => {
    const egress = { kind: 'nat-gateway' } as const;
    const props = { name: 'dep', cidr: '10.20.0.0/16', zones: ZONES, egress, ipv6Egress: true };
    addEndpoints(stack, new OwnedNetwork(stack, 'network', props));
  },
  'owned-inspected': (stack) => {
    const egress = {
      kind: 'nat-gateway',
      allowedHosts: ['partner.example.com'],
      dnsFirewall: { otherDomains: ['*.corp.example'], queryLog: { kmsKeyArn: KEY } },
      networkFirewall: { kmsKeyArn: KEY },
    } as const;
    addEndpoints(
      stack,
      new OwnedNetwork(stack, 'network', { name: 'dep', cidr: '10.20.0.0/16', zones: ZONES, egress }),
    );
  },
  'owned-nat-instance': (stack) => {
    const egress = { kind: 'nat-instance', allowedHosts: [] } as const;
    new OwnedNetwork(stack, 'network', { name: 'dep', cidr: '10.20.0.0/16', zones: ZONES, egress });
  },
  attached: (stack) => {
    const network = new AttachedNetwork(stack, 'network', {
      ...attachedTo,
      name: 'dep',
      vpc: { tags: { Purpose: 'shared' } },
      egress: {
        kind: 'nat-gateway',
        placement: 'single',
        allowedHosts: ['partner.example.com'],
        dnsFirewall: { wholeVpc: true },
      },
      closeDefaultSecurityGroup: true,
      flowLogs: {},
    });
    addEndpoints(stack, network);
  },
  shared: (stack) => {
    const network = new SharedNetwork(stack, 'network', {
      vpcId: 'vpc-1',
      vpcCidr: '10.0.0.0/16',
      privateSubnets: ZONES.map((zone, i) => ({ id: `subnet-${i}`, zone })),
      egressSubnets: ZONES.map((zone, i) => ({ id: `subnet-e${i}`, zone })),
      verifyRoutes: true,
    });
    const props = { network, region: REGION, services: SERVICES, ownerAccountId: '210987654321' };
    addClient(stack, network, new CheckedEndpoints(stack, 'endpoints', props));
  },
};

describe('the real Terraform', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'network-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  testWithTerraform('accepts the networks of every mode, as JSON and as HCL', async () => {
    // GIVEN all of them in one stack, as starting the provider is what takes time
    const synth = synthesizeAws((stack) => {
      for (const [name, build] of Object.entries(modes)) build(new Construct(stack, name));
    });
    // WHEN Terraform reads the JSON, and what people read, THEN it has nothing to say
    await expectValid(withProvider(synth), directory);
  });
});
