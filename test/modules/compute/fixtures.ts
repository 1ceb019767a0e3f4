import type { TerraformStack } from 'cdktf';
import { VpcFunction, type VpcFunctionProps } from '../../../modules/compute/vpc-function';
import type { Capability } from '../../../modules/core/capability';
import { type INetwork, Network, type NetworkAttributes } from '../../../modules/network/network';
import { SecurityGroup } from '../../../modules/network/security-group';
import type { IServiceAccess } from '../../../modules/network/service-access';

export const LOCATION = { partition: 'aws', region: 'eu-central-1', accountId: '123456789012' };
export const KEY_ARN = 'arn:aws:kms:eu-central-1:123456789012:key/k';
/** 32 bytes in base64. */
export const HASH = `${'A'.repeat(43)}=`;

export function network(stack: TerraformStack, change: Partial<NetworkAttributes> = {}): INetwork {
  return Network.fromAttributes(stack, 'network', {
    mode: 'owned',
    vpcId: 'vpc-1',
    vpcCidr: '10.0.0.0/16',
    internetEgress: false,
    subnets: {
      private: [
        { id: 'subnet-a', zone: 'eu-central-1a' },
        { id: 'subnet-b', zone: 'eu-central-1b' },
      ],
      public: [{ id: 'subnet-public', zone: 'eu-central-1a' }],
    },
    ...change,
  });
}

/** A change of the network: a tier with a route to the internet. */
export const WITH_EGRESS: Partial<NetworkAttributes> = {
  internetEgress: true,
  subnets: {
    private: [{ id: 'subnet-a', zone: 'eu-central-1a' }],
    egress: [{ id: 'subnet-e', zone: 'eu-central-1a' }],
  },
};

/** Endpoints for just these services, each behind a security group of its own. */
export function accessTo(stack: TerraformStack, ...services: readonly string[]): IServiceAccess {
  const groups = new Map(
    services.map((service) => [
      service,
      new SecurityGroup(stack, `endpoint-${service}`, {
        name: `endpoint-${service}`,
        description: `Endpoint of ${service}`,
        vpcId: 'vpc-1',
      }),
    ]),
  );
  return { peerFor: (service) => groups.get(service) };
}

export const PUBLISH: Capability = {
  title: 'deposits: publish',
  statements: [{ sid: 'PublishToDeposits', actions: ['events:PutEvents'], resources: ['arn:bus'] }],
  destinations: [{ kind: 'service', service: 'events' }],
  configuration: { busName: 'deposits' },
};

export const CALL_PARTNER: Capability = {
  title: 'partner: https',
  statements: [],
  destinations: [{ kind: 'internet', host: 'api.partner.example', port: 443 }],
  configuration: {},
};

export function vpcFunction(
  stack: TerraformStack,
  change: Partial<VpcFunctionProps> = {},
  id = 'submit',
): VpcFunction {
  return new VpcFunction(stack, id, {
    name: 'dev-submit',
    description: 'Takes deposits',
    code: { file: 'submit.zip', sha256Base64: HASH },
    handler: 'index.handler',
    location: LOCATION,
    network: change.network ?? network(stack),
    access: change.access ?? accessTo(stack, 'events'),
    kmsKeyArn: KEY_ARN,
    ...change,
  });
}
