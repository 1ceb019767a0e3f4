import type { FunctionReach, ReachPath } from '../../model/reach/function-reach';
import type { Placement } from '../../model/reach/placement';
import { plainText } from '../../model/reach/plain-text';
import type { Reach } from '../../model/reach/reach';
import { fail, unknown } from '../../rules/outcome';
import { REACHABLE_NOT_DECLARED, REACHABLE_NOT_GRANTED } from './criteria';
import type { ReachableOptions } from './declared-destinations';
import { functionsText, namesText, type ReachFinding, stepLines } from './finding';

/** Placements in a VPC from which every host of the internet can be reached, and what for. One finding for each. */
export function openInternet(model: Reach, options: ReachableOptions): readonly ReachFinding[] {
  const byPlacement = new Map<Placement, { path: ReachPath; functions: FunctionReach[] }>();
  for (const one of model.functions) {
    if (one.placement.kind !== 'vpc') continue;
    const path = one.paths.find(({ destination }) => destination.kind === 'internet');
    if (!path || path.way.passage === 'blocked') continue;
    const known = byPlacement.get(one.placement) ?? { path, functions: [] };
    byPlacement.set(one.placement, known);
    known.functions.push(one);
  }
  return [...byPlacement.values()].flatMap(({ path, functions }) => ofPlacement(path, functions, options));
}

function ofPlacement(
  path: ReachPath,
  functions: readonly FunctionReach[],
  options: ReachableOptions,
): readonly ReachFinding[] {
  const { steps, passage } = path.way;
  const open = steps.find(({ kind }) => kind === 'security group');
  const subject = open?.at?.resource ?? functions[0]?.lambda;
  if (!subject) return [];
  const at = open?.at?.path ?? '';
  const counterExample = stepLines(steps);
  const doubt = steps.find((step) => step.passage === 'unknown');
  // A rule for some addresses: packets get there, and nobody knows whose they are.
  const partly =
    passage === 'unknown' &&
    doubt === open &&
    steps.filter((step) => step.passage === 'unknown').length === 1;
  if (passage === 'unknown' && !partly) {
    const criterion = REACHABLE_NOT_GRANTED;
    const what = `whether ${functionsText(functions)} can reach every host of the internet`;
    return [
      {
        criterion,
        subject,
        outcome: unknown(plainText(what), plainText(doubt?.says ?? ''), at),
        counterExample,
      },
    ];
  }
  const silent = functions.filter((one) => hostsOf(one, options).length === 0);
  const unsure = silent.filter(({ declared }) => declared.unknown);
  const idle = silent.filter((one) => !one.declared.unknown && servicesOf(one).length === 0);
  const range = partly ? 'addresses of the internet' : 'every host of the internet';
  const finding = (criterion: ReachFinding['criterion'], message: string): ReachFinding => ({
    criterion,
    subject,
    outcome: fail(plainText(message), at),
    counterExample,
  });
  if (idle.length > 0)
    return [
      finding(
        REACHABLE_NOT_GRANTED,
        `it opens ${range} to ${functionsText(idle)}, with no filter of hosts, and nothing in ${idle.length === 1 ? 'its' : 'their'} environment or permissions needs that`,
      ),
    ];
  if (partly || open?.passage === 'open') {
    const hosts = namesText(functions.flatMap((one) => hostsOf(one, options)));
    const services = namesText(functions.flatMap(servicesOf), 5);
    const named =
      functions.length > silent.length
        ? `${functionsText(functions)} ${functions.length > 1 ? 'name' : 'names'} only ${hosts}`
        : `${functionsText(functions)} ${functions.length > 1 ? 'need' : 'needs'} only ${services} there`;
    if (unsure.length > 0 && silent.length === functions.length && services === 'nothing') {
      const what = `it opens ${range} to ${functionsText(functions)}, and which hosts they call`;
      return [
        {
          criterion: REACHABLE_NOT_DECLARED,
          subject,
          outcome: unknown(plainText(what), unsure[0]?.declared.unknown ?? 'it is not known', at),
          counterExample,
        },
      ];
    }
    if (partly && functions.length > silent.length) return [];
    return [finding(REACHABLE_NOT_DECLARED, `it opens ${range}, with no filter of hosts, and ${named}`)];
  }
  return [];
}

function hostsOf({ lambda, declared }: FunctionReach, options: ReachableOptions): readonly string[] {
  return [...declared.hosts.map(({ host }) => host), ...(options.declared?.(lambda)?.hosts ?? [])];
}

/** Services that are used at their public address. */
function servicesOf({ paths }: FunctionReach): readonly string[] {
  return paths.flatMap(({ destination, endpoint, permission }) =>
    destination.kind === 'service' && !endpoint && permission !== 'none' ? [destination.name] : [],
  );
}
