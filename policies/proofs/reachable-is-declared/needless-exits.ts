import { groupBy } from '../../graph/lists';
import { networkFirewalls } from '../../model/network/network-firewalls';
import type { Subnet } from '../../model/network/subnets';
import type { FunctionReach } from '../../model/reach/function-reach';
import type { Placement } from '../../model/reach/placement';
import { plainText } from '../../model/reach/plain-text';
import type { Reach } from '../../model/reach/reach';
import { worst } from '../../model/reach/step';
import type { RuleContext } from '../../rules/context';
import { fail } from '../../rules/outcome';
import { REACHABLE_NOT_DECLARED } from './criteria';
import type { ReachableOptions } from './declared-destinations';
import { functionsText, type ReachFinding, stepLines } from './finding';

/**
 * Ways out that the network's own design does not provide for: around a firewall that the VPC has, and from subnets with
 * a way out where functions without need of one have others.
 */
export function needlessExits(
  model: Reach,
  context: RuleContext,
  options: ReachableOptions,
): readonly ReachFinding[] {
  const placements = groupBy(model.functions, ({ placement }) =>
    placement.kind === 'vpc' ? placement : undefined,
  );
  const leadsOut = (subnet: Subnet): boolean => worst(model.network.wayOut(subnet).steps) === 'open';
  const closed = new Set<string>();
  for (const { vpc, subnets } of placements.keys())
    if (vpc !== undefined && !subnets.some(leadsOut)) closed.add(vpc);
  return [...placements].flatMap(([placement, functions]) => {
    const around = aroundFirewall(model, context, placement, functions);
    if (around) return [around];
    const exit = placement.subnets.find(leadsOut);
    const idle = functions.filter((one) => !needsExit(one, options));
    return exit && idle.length > 0 && closed.has(placement.vpc ?? '')
      ? [inWrongSubnets(model, exit, idle)]
      : [];
  });
}

function needsExit({ declared, paths, lambda }: FunctionReach, options: ReachableOptions): boolean {
  if (declared.hosts.length > 0 || declared.unknown || (options.declared?.(lambda)?.hosts ?? []).length > 0)
    return true;
  return paths.some(
    ({ destination, endpoint, permission }) =>
      destination.kind === 'service' && !endpoint && permission !== 'none',
  );
}

function inWrongSubnets(model: Reach, exit: Subnet, idle: readonly FunctionReach[]): ReachFinding {
  const plural = idle.length > 1;
  return {
    criterion: REACHABLE_NOT_DECLARED,
    subject: idle[0]?.lambda ?? exit.resource,
    outcome: fail(
      plainText(
        `${functionsText(idle)} ${plural ? 'name' : 'names'} no host and ${plural ? 'lie' : 'lies'} in ${exit.resource.address}, which leads to the internet, while other functions of the VPC have subnets that do not`,
      ),
      'vpc_config.subnet_ids',
    ),
    counterExample: stepLines(model.network.wayOut(exit).steps),
  };
}

/** A DNS firewall stays on the way, but it asks nothing of who connects to an address. */
function aroundFirewall(
  model: Reach,
  context: RuleContext,
  placement: Placement,
  functions: readonly FunctionReach[],
): ReachFinding | undefined {
  const firewall = [...context.derive(networkFirewalls).values()].find(({ vpc }) => vpc === placement.vpc);
  if (!firewall) return undefined;
  const internet = model.network.toInternet(placement);
  const isHeld = internet.steps.some(
    ({ kind, passage }) => kind === 'security group' && passage === 'blocked',
  );
  const subnet = placement.subnets.find((one) => {
    const { steps, firewalls } = model.network.wayOut(one);
    return firewalls.length === 0 && worst(steps) === 'open';
  });
  if (isHeld || !subnet) return undefined;
  const { steps } = model.network.wayOut(subnet);
  return {
    criterion: REACHABLE_NOT_DECLARED,
    subject: steps.find(({ kind }) => kind === 'route')?.at?.resource ?? subnet.resource,
    outcome: fail(
      plainText(
        `from ${subnet.resource.address}, ${functionsText(functions)} ${functions.length > 1 ? 'reach' : 'reaches'} every address of the internet around ${firewall.resource.address}`,
      ),
    ),
    counterExample: stepLines(steps),
  };
}
