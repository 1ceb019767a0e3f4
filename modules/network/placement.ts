import { Problems } from '../core/errors';
import type { INetwork, SubnetRef } from './network';
import type { Tier } from './tier';

/** The tier of functions and of endpoints: private, or isolated where there is no private one. */
export function functionTier(network: INetwork): Tier {
  return network.subnets('private').length > 0 ? 'private' : 'isolated';
}

/**
 * The subnets for functions. Never public ones: Lambda gives its interfaces no public address, so a function there
 * reaches neither the internet nor a NAT, and stands where only the NAT should.
 *
 * @throws InvalidInputError when the network has public subnets only
 */
export function functionSubnets(network: INetwork, path = 'functionSubnets'): readonly SubnetRef[] {
  const subnets = network.subnets(functionTier(network));
  const problems = new Problems();
  problems.check(subnets.length > 0, {
    code: 'network-no-function-subnets',
    property: 'network',
    received: { mode: network.mode, publicSubnets: network.subnets('public').length },
    allowed: 'a network with private or isolated subnets',
    fix: 'Add a private tier to the network, or share private subnets with this account.',
  });
  problems.throwIfAny(path);
  return subnets;
}

/**
 * Refuses to place a function in a public subnet.
 *
 * @param where a tier, or subnets by id. An id that the network does not know is allowed: it may be another network's.
 * @throws InvalidInputError that names the public subnets
 */
export function assertPlaceable(
  network: INetwork,
  where: Tier | readonly string[],
  path = 'assertPlaceable',
): void {
  const problems = new Problems();
  const refused = network.subnets('public').filter(({ id }) => where === 'public' || where.includes(id));
  problems.check(where !== 'public' && refused.length === 0, {
    code: 'function-in-public-subnet',
    property: 'subnets',
    received:
      where === 'public'
        ? 'public'
        : refused.map(({ zone, cidr }) => `public subnet in ${zone} ${cidr ?? ''}`.trim()),
    allowed: 'private or isolated subnets',
    fix: 'Use functionSubnets(network): a public subnet gives a function no way to the internet.',
  });
  problems.throwIfAny(path);
}
