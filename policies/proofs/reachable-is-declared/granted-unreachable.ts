import type { EffectivePermission } from '../../iam/effective-permissions';
import type { FunctionReach, JudgedPermission, ReachPath } from '../../model/reach/function-reach';
import { plainText } from '../../model/reach/plain-text';
import { stopStep } from '../../model/reach/policy-steps';
import type { Reach } from '../../model/reach/reach';
import type { RolePermissions } from '../../model/reach/role-permissions';
import { servicesOf } from '../../model/reach/service-names';
import { obstacle, type Step } from '../../model/reach/step';
import { fail, unknown } from '../../rules/outcome';
import { GRANTED_NOT_REACHABLE } from './criteria';
import type { DeclaredDestinations, ReachableOptions } from './declared-destinations';
import { Doubts } from './doubts';
import { namesText, type ReachFinding, stepLines, untilBlocked } from './finding';

/** More services than that, unreachable from one function, are one finding: its whole way out is missing. */
const MANY = 8;

/** Services that a role lets a function use, and that it cannot get to: by the network, or by a policy on the way. */
export function grantedUnreachable(
  model: Reach,
  { declared = () => undefined }: ReachableOptions,
): readonly ReachFinding[] {
  const doubts = new Doubts();
  const found = model.functions.flatMap((one) => ofFunction(one, model, declared(one.lambda), doubts));
  return [...found, ...doubts.findings()];
}

function ofFunction(
  one: FunctionReach,
  model: Reach,
  declared: DeclaredDestinations | undefined,
  doubts: Doubts,
): readonly ReachFinding[] {
  const blocked: ReachFinding[] = [];
  const lost: string[] = [];
  const paths = one.paths.filter(({ destination }) => destination.kind === 'service');
  for (const path of [...paths, ...hidden(one, model, declared, paths)]) {
    const wanted = path.judged.filter((judged) => isMeant(judged, one, declared));
    if (wanted.length === 0) continue;
    if (path.way.passage === 'open') {
      blocked.push(...byPolicy(one, path, wanted, doubts));
      continue;
    }
    const isSure = declared?.services !== undefined || wanted.some(({ caller }) => caller === 'function');
    if (path.way.passage === 'blocked' && isSure) {
      lost.push(path.destination.name);
      blocked.push(byNetwork(one, path, wanted));
    } else if (path.way.passage === 'blocked') blocked.push(perhapsSigned(one, path, wanted));
    else doubts.ofNetwork(one, path);
  }
  const told = toldUnreachable(one, doubts);
  return lost.length > MANY ? [together(one, lost, blocked[0]), ...told] : [...blocked, ...told];
}

/** Hosts and databases whose address the function is given, and that it cannot get to. */
function toldUnreachable(one: FunctionReach, doubts: Doubts): readonly ReachFinding[] {
  return one.paths.flatMap((path): readonly ReachFinding[] => {
    const { destination, way } = path;
    const isTold =
      destination.kind === 'host' ||
      (destination.resource !== undefined && one.declared.databases.has(destination.resource));
    if (!isTold || way.passage === 'open') return [];
    if (way.passage === 'unknown') {
      doubts.ofNetwork(one, path);
      return [];
    }
    const stop = obstacle(way);
    return [
      {
        criterion: GRANTED_NOT_REACHABLE,
        subject: one.lambda,
        outcome: fail(
          plainText(
            `its environment names ${destination.name}, and it cannot reach that: ${stop?.says ?? 'there is no way'}. ${changeText(stop)}`,
          ),
          `vpc_config.${destination.name}`,
        ),
        counterExample: stepLines(untilBlocked(way)),
      },
    ];
  });
}

/** A call that the function makes itself, as far as anybody knows. */
function isMeant(
  { permission, caller, verdict }: JudgedPermission,
  { permissions }: FunctionReach,
  declared: DeclaredDestinations | undefined,
): boolean {
  // What the role's own denials or its boundary take away is not granted.
  if (verdict.permitted === 'none' && verdict.by === 'identity policy') return false;
  if (declared?.services) return declared.services.has(prefixOf(permission.action));
  if (caller === 'lent') return false;
  // Nobody chose the actions of AWS's policies one by one: the service that such a policy begins with is what it is for.
  const first = permissions?.isOfAws(permission.source) ? firstOf(permissions, permission) : permission;
  return prefixOf(first.action) === prefixOf(permission.action);
}

function firstOf({ permissions }: RolePermissions, { source }: EffectivePermission): EffectivePermission {
  return permissions.find((one) => one.source.policy === source.policy) as EffectivePermission;
}

/** Services that the code calls, and that the model does not list because others use the permission as well. */
function hidden(
  one: FunctionReach,
  model: Reach,
  declared: DeclaredDestinations | undefined,
  paths: readonly ReachPath[],
): readonly ReachPath[] {
  const { permissions, placement } = one;
  return [...(declared?.services ?? [])].flatMap((prefix) => {
    const granted = (permissions?.permissions ?? []).filter(({ action }) => prefixOf(action) === prefix);
    const service = granted.flatMap(({ action }) => servicesOf(action))[0];
    if (service === undefined || paths.some(({ destination }) => destination.name === service)) return [];
    const way = model.network.toService(placement, service);
    const judged = granted
      .filter(({ conditions }) =>
        conditions.every(({ key }) => !/^kms:(viaservice|encryptioncontext)/i.test(key)),
      )
      .map(
        (permission): JudgedPermission => ({
          permission,
          caller: 'function',
          verdict: { permitted: 'granted' },
        }),
      );
    const destination = { id: `service ${service}`, kind: 'service', name: service } as const;
    return [{ destination, way, permission: 'granted' as const, judged, steps: way.steps }];
  });
}

function prefixOf(action: string): string {
  return action.toLowerCase().split(':')[0] ?? '';
}

function byNetwork(one: FunctionReach, path: ReachPath, wanted: readonly JudgedPermission[]): ReachFinding {
  const stop = obstacle(path.way);
  const { name } = path.destination;
  return {
    criterion: GRANTED_NOT_REACHABLE,
    subject: one.lambda,
    outcome: fail(
      plainText(
        `it may ${actionsText(wanted)} and cannot reach ${name}: ${stop?.says ?? 'there is no way'}. ${changeText(stop)}`,
      ),
      `vpc_config.${name}`,
    ),
    counterExample: stepLines(untilBlocked(path.way)),
  };
}

function perhapsSigned(
  one: FunctionReach,
  path: ReachPath,
  wanted: readonly JudgedPermission[],
): ReachFinding {
  const { name } = path.destination;
  return {
    criterion: GRANTED_NOT_REACHABLE,
    subject: one.lambda,
    outcome: unknown(
      plainText(
        `it may ${actionsText(wanted)} and cannot reach ${name} (${obstacle(path.way)?.says ?? 'there is no way'})`,
      ),
      'whether it calls the service itself, or signs addresses for others, only the code tells',
      `vpc_config.${name}`,
    ),
    counterExample: stepLines(untilBlocked(path.way)),
  };
}

function together(
  one: FunctionReach,
  lost: readonly string[],
  first: ReachFinding | undefined,
): ReachFinding {
  return {
    criterion: GRANTED_NOT_REACHABLE,
    subject: one.lambda,
    outcome: fail(
      `it may use ${namesText(lost, 5)} and reaches none of these ${lost.length} services`,
      'vpc_config',
    ),
    ...(first?.counterExample ? { counterExample: first.counterExample } : {}),
  };
}

/** Packets get there, and a policy does not let some of the actions through. */
function byPolicy(
  one: FunctionReach,
  path: ReachPath,
  wanted: readonly JudgedPermission[],
  doubts: Doubts,
): readonly ReachFinding[] {
  const { permissions } = one;
  if (!permissions) return [];
  const found: ReachFinding[] = [];
  // Of what is lent or signed for others it may be meant that it never takes this way.
  const direct = wanted.filter(({ caller }) => caller === 'function');
  for (const by of ['endpoint policy', 'resource policy'] as const) {
    const held = direct.filter(({ verdict }) => verdict.by === by && verdict.permitted === 'none');
    const [first] = held;
    if (first) {
      const step = stopStep(first, held, permissions, path.endpoint);
      const what = `${first.permission.action} on ${first.permission.resource}${held.length > 1 ? ` and ${held.length - 1} more` : ''}`;
      found.push({
        criterion: GRANTED_NOT_REACHABLE,
        subject: one.lambda,
        outcome: fail(
          plainText(`it may ${what}, and ${step.says}. ${changeText(step)}`),
          `vpc_config.${path.destination.name}.${by.split(' ')[0]}`,
        ),
        counterExample: [...stepLines(path.way.steps), ...stepLines([step])],
      });
    }
    const open = direct.find(({ verdict }) => verdict.by === by && verdict.permitted === 'unknown');
    if (open) doubts.ofPolicy(one, stopStep(open, [open], permissions, path.endpoint));
  }
  return found;
}

function actionsText(judged: readonly JudgedPermission[]): string {
  return namesText(
    judged.map(({ permission }) => permission.action),
    4,
  );
}

function changeText(step: Step | undefined): string {
  return step?.change === undefined ? '' : `The smallest change: ${step.change}`;
}
