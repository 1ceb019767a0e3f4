import { addTo } from '../../graph/lists';
import { Unknown } from '../../graph/value';
import type { Id } from '../../model/network/ids';
import { usersOfGroups } from '../../model/network/interfaces';
import type { SecurityGroup, SecurityGroupRule } from '../../model/network/security-group';
import { coversPort } from '../../model/network/traffic';
import { endpointsByService } from '../../model/reach/endpoint-paths';
import type { FunctionReach } from '../../model/reach/function-reach';
import { plainText } from '../../model/reach/plain-text';
import type { Reach } from '../../model/reach/reach';
import { serviceLists } from '../../model/reach/service-lists';
import type { RuleContext } from '../../rules/context';
import { fail } from '../../rules/outcome';
import { REACHABLE_NOT_GRANTED } from './criteria';
import { functionsText, namesText, type ReachFinding, stepLines } from './finding';

/**
 * Rules that lead to the endpoints of certain services from a group of functions of which none has anything to do there.
 * A group that something else has too, and a range of addresses, may be meant for more: they are left out.
 */
export function idleRules(model: Reach, context: RuleContext): readonly ReachFinding[] {
  const served = servicesByGroup(context);
  const lists = context.derive(serviceLists);
  const users = context.derive(usersOfGroups);
  const byGroup = new Map<SecurityGroup, FunctionReach[]>();
  for (const one of model.functions) for (const group of one.placement.groups) addTo(byGroup, group, one);
  const found: ReachFinding[] = [];
  for (const [group, functions] of byGroup) {
    const others = (users.get(group.id) ?? []).some(
      ({ resource }) => resource.type !== 'aws_lambda_function',
    );
    if (others || functions.some(({ gap }) => gap !== undefined)) continue;
    for (const rule of group.rules) {
      const services = servicesOf(rule, served, lists);
      if (services.length > 0 && !functions.some((one) => usesOne(one, services)))
        found.push(finding(rule, services, functions));
    }
  }
  return found;
}

function servicesByGroup(context: RuleContext): ReadonlyMap<Id, readonly string[]> {
  const found = new Map<Id, string[]>();
  for (const [service, all] of context.derive(endpointsByService)) {
    for (const { groups } of all) for (const id of groups.ids) addTo(found, id, service);
  }
  return found;
}

function servicesOf(
  { direction, ports, peer, resource }: SecurityGroupRule,
  served: ReadonlyMap<Id, readonly string[]>,
  lists: ReadonlyMap<Id, string>,
): readonly string[] {
  if (direction !== 'egress' || resource.multiplicity || ports instanceof Unknown || !coversPort(ports, 443))
    return [];
  if (peer.kind === 'group' && !peer.self) return served.get(peer.id) ?? [];
  const service = peer.kind === 'prefix-list' ? lists.get(peer.id) : undefined;
  return service === undefined ? [] : [service];
}

/** Whether the function may do anything there, by itself or through others. */
function usesOne({ paths, permissions }: FunctionReach, services: readonly string[]): boolean {
  const granted = paths.some(
    ({ destination, permission }) => services.includes(destination.name) && permission !== 'none',
  );
  if (granted) return true;
  const prefixes = services.map((service) => service.split(/[.-]/)[0] ?? service);
  return (permissions?.permissions ?? []).some(({ action }) => {
    const prefix = action.split(':')[0]?.toLowerCase() ?? '';
    return (
      prefix === '*' ||
      services.includes(prefix) ||
      prefixes.includes(prefix) ||
      SAME[prefix]?.some((one) => services.includes(one)) === true
    );
  });
}

/** Services that are called otherwise in permissions. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  cloudwatch: ['monitoring'],
  ses: ['email', 'email-smtp'],
};

function finding(
  rule: SecurityGroupRule,
  services: readonly string[],
  functions: readonly FunctionReach[],
): ReachFinding {
  const path = functions
    .flatMap(({ paths }) => paths)
    .find(({ destination, permission }) => services.includes(destination.name) && permission === 'none');
  return {
    criterion: REACHABLE_NOT_GRANTED,
    subject: rule.resource,
    outcome: fail(
      plainText(
        `it leads ${functionsText(functions)} to ${namesText(services)}, where ${functions.length === 1 ? 'its role allows nothing' : 'none of their roles allows anything'}`,
      ),
      rule.path,
    ),
    ...(path ? { counterExample: stepLines(path.steps) } : {}),
  };
}
