import {
  destinationsOf,
  profileOf,
  type SecurityProfile,
  securityProfiles,
} from '../../modules/compute/security-profile';
import type { INetwork } from '../../modules/network/network';
import { SecurityGroup } from '../../modules/network/security-group';
import type { Binding } from '../bindings';
import type { SystemStack } from '../system-stack';

/** One group for all functions that reach the same places: see docs/adr/0006. Answers the group of a function. */
export function createSecurityGroups(
  stack: SystemStack,
  network: INetwork,
  bindings: ReadonlyMap<string, readonly Binding[]>,
): (functionName: string) => SecurityGroup {
  const needs = [...bindings].map(
    ([name, bound]) => [name, destinationsOf(bound.map(({ capability }) => capability))] as const,
  );
  const profiles = securityProfiles(Object.fromEntries(needs));
  const groups = new Map(
    profiles.map((profile) => [profile.name, createSecurityGroup(stack, network, profile)]),
  );
  return (functionName) => {
    const { name } = profileOf(profiles, functionName);
    const group = groups.get(name);
    if (!group) throw new Error(`no security group was made for the profile ${name}`);
    return group;
  };
}

/**
 * Says what is reached and not by whom: AWS cannot change the description of a group. A function that joins would
 * replace the group, and the published versions of the others would hold the old one for ever.
 */
function createSecurityGroup(
  stack: SystemStack,
  network: INetwork,
  { name, destinations }: SecurityProfile,
): SecurityGroup {
  const reached = destinations.map((to) => (to.kind === 'service' ? to.service : `${to.host}:${to.port}`));
  return new SecurityGroup(stack, `reach-${name}`, {
    name: `${stack.prefix}-${name}`,
    description: `Functions that reach ${reached.join(', ') || 'nothing'}`.slice(0, 255),
    vpcId: network.vpcId,
  });
}
