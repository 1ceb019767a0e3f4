import { createHash } from 'node:crypto';
import type { Capability, Destination } from '../core/capability';

/** Functions that need the same destinations, and may therefore share a security group. */
export interface SecurityProfile {
  /** Readable, stable, kebab-case, at most 48 characters: `none`, `events`, `events-rds-data-5f0c2a91`. */
  readonly name: string;
  /** Sorted, without repetitions. */
  readonly destinations: readonly Destination[];
  /** Sorted. */
  readonly functionNames: readonly string[];
}

/** Room for a prefix and a suffix within the 64 characters that other names of the system have. */
const MAX_NAME_LENGTH = 48;

/**
 * Which functions share a security group: those with exactly the same destinations, so that sharing opens nothing to a
 * function that it does not need.
 *
 * Lambda keeps one Hyperplane network interface for each unique pair of a subnet and a set of security groups, 500 in a
 * VPC by default (AWS: "Giving Lambda functions access to resources in an Amazon VPC", "Lambda quotas"). With a group of
 * its own for each function, 100 functions in 3 subnets would take 300 addresses and more than half of the quota; with
 * profiles they take three for each distinct set of destinations. A profile that is in use is also warm: the next
 * function that joins it does not wait for an interface to be made.
 *
 * The result depends on the needs alone, not on the order of functions or destinations.
 *
 * @param needs the destinations of each function, by its name
 */
export function securityProfiles(
  needs: Readonly<Record<string, readonly Destination[]>>,
): readonly SecurityProfile[] {
  const profiles = new Map<string, { destinations: readonly Destination[]; functionNames: string[] }>();
  for (const functionName of Object.keys(needs).sort()) {
    const destinations = sortDestinations(needs[functionName] ?? []);
    const name = nameOf(destinations);
    const profile = profiles.get(name) ?? { destinations, functionNames: [] };
    profile.functionNames.push(functionName);
    profiles.set(name, profile);
  }
  return [...profiles].sort(([a], [b]) => compare(a, b)).map(([name, profile]) => ({ name, ...profile }));
}

/** The profile of a function. @throws Error when the function is in none */
export function profileOf(profiles: readonly SecurityProfile[], functionName: string): SecurityProfile {
  const profile = profiles.find(({ functionNames }) => functionNames.includes(functionName));
  if (!profile)
    throw new Error(`${functionName} is in no security profile: give its destinations to securityProfiles`);
  return profile;
}

/** All that the capabilities have to reach, sorted, without repetitions. */
export function destinationsOf(capabilities: readonly Capability[]): readonly Destination[] {
  return sortDestinations(capabilities.flatMap((capability) => capability.destinations));
}

function sortDestinations(destinations: readonly Destination[]): readonly Destination[] {
  const byLabel = new Map(destinations.map((destination) => [label(destination), destination]));
  return [...byLabel].sort(([a], [b]) => compare(a, b)).map(([, destination]) => destination);
}

/** Internet destinations count with their host: egress allowlists differ by host even where the port is the same. */
function label(destination: Destination): string {
  return destination.kind === 'service'
    ? `service ${destination.service}`
    : `internet ${destination.host} ${destination.port}`;
}

/**
 * A function of the destinations alone: were it to depend on the other profiles, a new function could rename, and so
 * replace, the security group of those that exist. A single service is its own name; of several, the words leave open
 * where one ends (`rds-data`), so a hash tells them apart.
 */
function nameOf(destinations: readonly Destination[]): string {
  const [first] = destinations;
  if (!first) return 'none';
  const words = destinations.map((destination) =>
    destination.kind === 'service' ? destination.service : `${destination.host}-${destination.port}`,
  );
  const readable = words.join('-');
  const isOneService = destinations.length === 1 && first.kind === 'service';
  const plain = isOneService && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(readable) && readable !== 'none';
  return plain && readable.length <= MAX_NAME_LENGTH ? readable : hashedName(readable, destinations);
}

/** As much of the readable name as there is room for, and a hash of all of it. */
function hashedName(readable: string, destinations: readonly Destination[]): string {
  const hash = createHash('sha256')
    .update(JSON.stringify(destinations.map(label)))
    .digest('hex')
    .slice(0, 8);
  const start = readable
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_NAME_LENGTH - hash.length - 1)
    .replace(/^-+|-+$/g, '');
  return [start, hash].filter((part) => part.length > 0).join('-');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
