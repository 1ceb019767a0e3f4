import type { VpcEndpoint } from '../network/endpoints';
import type { JudgedPermission } from './function-reach';
import { plainText } from './plain-text';
import type { RolePermissions } from './role-permissions';
import { blocked, open, type Step, uncertain } from './step';

/** What the policies on the way to a service say: of the role, of the endpoint, of the resources that they are about. */
export function policySteps(
  judged: readonly JudgedPermission[],
  endpoint: VpcEndpoint | undefined,
  permissions: RolePermissions | undefined,
): readonly Step[] {
  if (!permissions) return [];
  if (judged.length === 0) {
    const at = permissions.identity.resource;
    return [
      blocked(
        'identity policy',
        'the role allows nothing there',
        'grant the action that is needed, and no more, in a policy of the role',
        at,
      ),
    ];
  }
  const [first] = judged;
  const own = stopped(judged, 'identity policy');
  const at = first && permissions.at(first.permission.source);
  const steps: Step[] = [];
  if (own.length < judged.length)
    steps.push(
      open('identity policy', `the role allows ${listed(judged.filter((one) => !own.includes(one)))}`, at),
    );
  steps.push(...stops(own, permissions));
  if (endpoint && own.length < judged.length) {
    const held = stopped(judged, 'endpoint policy');
    if (held.length + own.length < judged.length)
      steps.push(
        open(
          'endpoint policy',
          `the policy of ${endpoint.resource.address} lets ${held.length === 0 ? 'all of it' : 'the rest'} through`,
          policyPlace(endpoint),
        ),
      );
    steps.push(...stops(held, permissions, endpoint));
  }
  steps.push(...stops(stopped(judged, 'resource policy'), permissions));
  return steps;
}

function stopped(judged: readonly JudgedPermission[], by: Step['kind']): readonly JudgedPermission[] {
  return judged.filter(({ verdict }) => verdict.permitted !== 'granted' && verdict.by === by);
}

/** One step for what is stopped, one for what is not known. */
function stops(
  held: readonly JudgedPermission[],
  permissions: RolePermissions,
  endpoint?: VpcEndpoint,
): readonly Step[] {
  return (['none', 'unknown'] as const).flatMap((kind) => {
    const some = held.filter(({ verdict }) => verdict.permitted === kind);
    const [first] = some;
    return first ? [stopStep(first, some, permissions, endpoint)] : [];
  });
}

/** The step of one permission that does not get through. */
export function stopStep(
  one: JudgedPermission,
  all: readonly JudgedPermission[],
  permissions: RolePermissions,
  endpoint: VpcEndpoint | undefined,
): Step {
  const { verdict, permission } = one;
  const kind = verdict.by ?? 'identity policy';
  const what = listed(all);
  const statement = permissions.at(permission.source);
  const target = verdict.target;
  const { policy, at } =
    kind === 'endpoint policy' && endpoint
      ? { policy: `the policy of ${endpoint.resource.address}`, at: policyPlace(endpoint) }
      : kind === 'resource policy'
        ? { policy: `the policy of ${target?.address ?? 'the resource'}`, at: target && { resource: target } }
        : {
            policy: `a denial or the boundary of ${permissions.identity.resource?.address ?? permissions.identity.name}`,
            at: statement,
          };
  if (verdict.permitted === 'unknown')
    return uncertain(
      kind,
      `whether ${policy} lets ${what} through`,
      verdict.reason ?? 'a part of it is not known',
      at,
    );
  const role = permissions.identity.resource?.address ?? permissions.identity.name;
  const change =
    kind === 'identity policy'
      ? `take ${what} out of the denial or into the boundary of ${role}, or out of the grant`
      : `allow ${permission.action} on ${plainText(permission.resource)} for ${role} in ${policy}`;
  return blocked(kind, `${policy} does not let ${what} through`, change, at);
}

function policyPlace({ policy, resource }: VpcEndpoint) {
  return policy ? { resource: policy.resource, path: policy.path } : { resource };
}

/** At most five actions by name. */
function listed(judged: readonly JudgedPermission[]): string {
  const names = [...new Set(judged.map(({ permission }) => permission.action))];
  return names.length > 5
    ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more actions`
    : names.join(', ');
}
