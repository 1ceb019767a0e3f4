import { type IQueue, Queue } from '../../modules/messaging/queue';
import { CheckedEndpoints } from '../../modules/network/checked-endpoints';
import { VpcEndpoints } from '../../modules/network/endpoints';
import { type INetwork, Network } from '../../modules/network/network';
import type { IServiceAccess } from '../../modules/network/service-access';
import type { AccessAttributes, AccessStack } from '../access-stack';
import { type Binding, serviceNeeds } from '../bindings';
import type { MessagingStack } from '../messaging-stack';
import type { NetworkStack } from '../network-stack';
import type { SystemStack } from '../system-stack';

/** The endpoints, made by the access stack or kept by the owner of shared subnets. */
export type Endpoints = IServiceAccess & Pick<CheckedEndpoints, 'endpointId'>;

/** Where functions are placed, and what they need there. */
export interface Surroundings {
  readonly network: INetwork;
  readonly endpoints: Endpoints;
  readonly access: AccessAttributes;
  /** Encrypts the functions' environment, and their logs. */
  readonly keyArn: string;
  /** Takes their code. */
  readonly codeBucketName: string;
  /** Takes what was called without anybody waiting, and failed. */
  readonly failures: IQueue;
}

export interface SurroundingStacks {
  readonly foundation: NetworkStack;
  readonly messaging: MessagingStack;
  readonly access: AccessStack;
}

/** Reads the surroundings from the stacks before. */
export function readSurroundings(
  stack: SystemStack,
  { foundation, messaging, access: accessStack }: SurroundingStacks,
  bindings: ReadonlyMap<string, readonly Binding[]>,
): Surroundings {
  const network = Network.fromAttributes(
    stack,
    'network',
    stack.read(foundation, 'network', foundation.network),
  );
  const access = stack.read(accessStack, 'access', accessStack.access);
  const { functionsKey, codeBucketName, failures } = stack.read(messaging, 'messaging', messaging.messaging);
  return {
    network,
    endpoints: findEndpoints(stack, network, access, bindings),
    access,
    keyArn: functionsKey.keyArn,
    codeBucketName,
    failures: Queue.fromAttributes(stack, 'failures', failures),
  };
}

function findEndpoints(
  stack: SystemStack,
  network: INetwork,
  { endpoints }: AccessAttributes,
  bindings: ReadonlyMap<string, readonly Binding[]>,
): Endpoints {
  if (endpoints) return VpcEndpoints.fromAttributes(stack, 'endpoints', endpoints);
  const needs = [...bindings].flatMap(([name, bound]) => serviceNeeds(name, bound));
  const { region, api } = stack.environment;
  return new CheckedEndpoints(stack, 'endpoints', {
    network,
    region,
    services: [
      ...needs.map(({ service }) => service),
      ...(api.exposure === 'private' ? ['execute-api'] : []),
    ],
  });
}
