import type { Destination } from '../core/capability';
import { Problems } from '../core/errors';
import type { INetwork, SubnetRef } from './network';
import type { Tier } from './tier';

/** The tier of functions and of endpoints: private, or isolated where there is no private one. */
export function functionTier(network: INetwork): Tier {
  return network.subnets('private').length > 0 ? 'private' : 'isolated';
}

/** Whether a function with these destinations needs a route to the internet. */
export function needsInternet(destinations: readonly Destination[]): boolean {
  return destinations.some(({ kind }) => kind === 'internet');
}

/**
 * The subnets for functions without a host of the internet, and for endpoints. Never public ones: Lambda gives its
 * interfaces no public address, so a function there reaches neither the internet nor a NAT, and stands where only the
 * NAT should.
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
 * The subnets for a function with these destinations: the egress tier for hosts of the internet, the private one for
 * everything else. That the network has a way to the internet at all is checked where the destinations are (`Reach`):
 * without one the private subnets are the answer.
 *
 * @throws InvalidInputError when the network has public subnets only
 */
export function subnetsFor(
  network: INetwork,
  destinations: readonly Destination[],
  path = 'subnetsFor',
): readonly SubnetRef[] {
  const egress = needsInternet(destinations) ? network.subnets('egress') : [];
  return egress.length > 0 ? egress : functionSubnets(network, path);
}

/** The route tables of every subnet in which functions may be: where gateway endpoints have to be known. */
export function functionRouteTableIds(network: INetwork): readonly string[] {
  const tiers: readonly Tier[] = [functionTier(network), 'egress'];
  return [...new Set(tiers.flatMap((tier) => network.routeTableIds(tier)))];
}

/** The tiers that belong to the network itself. */
const CLOSED_TIERS: readonly Tier[] = ['public', 'firewall'];

/**
 * Refuses to place a function in a public or firewall subnet, and to give one a route to the internet that it does not
 * need, or none where it needs one.
 *
 * @param where a tier, or subnets by id. An id that the network does not know is allowed: it may be another network's.
 * @param destinations of the function. @default unknown: whether it needs the internet is not looked at
 * @throws InvalidInputError that names the subnets
 */
export function assertPlaceable(
  network: INetwork,
  where: Tier | readonly string[],
  path = 'assertPlaceable',
  destinations?: readonly Destination[],
): void {
  const problems = new Problems();
  const closed = CLOSED_TIERS.flatMap((tier) => inTier(network, tier, where));
  problems.check(closed.length === 0, {
    code: 'function-in-public-subnet',
    property: 'subnets',
    received: closed.length === 1 && typeof where === 'string' ? where : closed,
    allowed: 'private, isolated or egress subnets',
    fix: 'Use subnetsFor(network, destinations): a public subnet gives a function no way to the internet.',
  });
  if (destinations) checkEgressTier(network, where, needsInternet(destinations), problems);
  problems.throwIfAny(path);
}

function checkEgressTier(
  network: INetwork,
  where: Tier | readonly string[],
  internet: boolean,
  problems: Problems,
): void {
  const open = inTier(network, 'egress', where);
  problems.check(internet || open.length === 0, {
    code: 'function-egress-needless',
    property: 'subnets',
    received: open,
    allowed: 'private or isolated subnets: the function calls no host of the internet',
    fix: 'Leave the subnets out, or declare the host that the function calls.',
  });
  const without = (['private', 'isolated'] as const).flatMap((tier) => inTier(network, tier, where));
  problems.check(!internet || without.length === 0, {
    code: 'function-egress-missing',
    property: 'subnets',
    received: without,
    allowed: 'egress subnets: no others have a route to the internet',
    fix: 'Leave the subnets out: a function that calls a host of the internet is placed in the egress tier.',
  });
}

/** The subnets of the tier among those named, described. */
function inTier(network: INetwork, tier: Tier, where: Tier | readonly string[]): readonly string[] {
  if (typeof where === 'string') return where === tier ? [tier] : [];
  return network
    .subnets(tier)
    .filter(({ id }) => where.includes(id))
    .map(({ zone, cidr }) => `${tier} subnet in ${zone} ${cidr ?? ''}`.trim());
}
