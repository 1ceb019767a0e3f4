import { type Action, actionsMatching } from './actions';
import { type Grant, isEveryAction } from './grants';

/** Every resource, and no condition that leaves something out. */
export function isUnbounded({ anyResource, notResource, constrained }: Grant): boolean {
  return (anyResource || notResource) && !constrained;
}

/** All actions, or so many that the changing of permissions is among them, on everything. */
export function isAdmin(grant: Grant): boolean {
  return isUnbounded(grant) && isNearlyEverything(grant);
}

/** Nine of ten actions and all those by which an identity gives itself the rest. */
export function isNearlyEverything({ actions }: Grant): boolean {
  const all = actionsMatching('*').length;
  return actions.length > all * 0.9 && actions.some(({ name }) => name === 'iam:PutRolePolicy');
}

/** The patterns of the grant that mean one of the actions, for a message; with an example where it is a wildcard. */
export function named({ patterns, negated }: Grant, actions: readonly Action[]): string {
  if (negated) return some(actions.map(({ name }) => name));
  const wanted = new Set(actions);
  return some(
    patterns.flatMap((pattern) => {
      const [first, ...others] = actionsMatching(pattern).filter((action) => wanted.has(action));
      if (!first) return [];
      return [
        /[*?]/.test(pattern) ? `${pattern} (${first.name}${others.length > 0 ? ', …' : ''})` : first.name,
      ];
    }),
  );
}

/** Some of the names, for a message. */
export function some(names: readonly string[], most = 4): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** A single pattern that is all actions. */
export function hasEveryAction({ patterns, negated }: Grant): boolean {
  return !negated && patterns.some(isEveryAction);
}

/** A pattern of the grant that means all actions of the service. */
export function fullService(grant: Grant, service: string): string | undefined {
  if (grant.negated) return undefined;
  const all = actionsMatching(`${service}:*`);
  return grant.patterns.find((pattern) => {
    const found = new Set(actionsMatching(pattern).filter(({ name }) => name.startsWith(`${service}:`)));
    return found.size === all.length && !isEveryAction(pattern);
  });
}

/**
 * The actions of which the rules about everything and about all of IAM say nothing: those speak for all that the
 * pattern includes, and one mistake is one finding.
 */
export function otherActions(grant: Grant): readonly Action[] {
  if (isAdmin(grant)) return [];
  return fullService(grant, 'iam') === undefined
    ? grant.actions
    : grant.actions.filter(({ name }) => !name.startsWith('iam:'));
}

const PLACES_NETWORK_INTERFACES: ReadonlySet<string> = new Set([
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
  'ec2:DescribeSecurityGroups',
  'ec2:GetSecurityGroupsForVpc',
]);

/**
 * The actions that could have been limited to ARNs. Those by which Lambda places a function in a VPC are not: when a
 * function is made, Lambda asks for them on `*` (Lambda Developer Guide, "Giving Lambda functions access to resources
 * in a VPC").
 */
export function restrictable(grant: Grant): readonly Action[] {
  const found = otherActions(grant).filter((action) => action.restrictable);
  return found.every(({ name }) => PLACES_NETWORK_INTERFACES.has(name)) ? [] : found;
}
