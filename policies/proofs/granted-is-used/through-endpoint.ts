import type { Resource } from '../../graph/resource';
import { judgeLayer } from '../../iam/layer';
import { some, type Truth } from '../../iam/truth';
import type { VpcEndpoint } from '../../model/network/endpoints';
import { policyAt } from '../../model/policy-of';
import { reach } from '../../model/reach/reach';
import { servicesOf } from '../../model/reach/service-names';
import type { RuleContext } from '../../rules/context';
import { fail, unknown } from '../../rules/outcome';
import type { CodePosition } from '../../sdk/sdk-call';
import type { RoleAccess } from './access';
import { USED_NOT_GRANTED } from './criteria';
import { type Need, shownTarget } from './need';
import type { ProofFinding } from './result';

/**
 * Calls of the code that the role allows, and that the policy of the VPC endpoint on their way does not let through. Only
 * the code tells them from what a service asks with the role's permission, which takes another way.
 */
export function endpointFindings(
  context: RuleContext,
  lambda: Resource,
  access: RoleAccess,
  needs: readonly Need[],
): readonly ProofFinding[] {
  const model = context.derive(reach);
  const own = model.of(lambda);
  if (!own) return [];
  const stopped = new Map<
    string,
    { need: Need; endpoint: VpcEndpoint; allowed: Truth; at: CodePosition[] }
  >();
  for (const need of needs) {
    if (need.origin.kind !== 'code' || !need.origin.isOwn || need.strength !== 'needed') continue;
    const [service] = servicesOf(need.action);
    const way = service === undefined ? undefined : model.network.toService(own.placement, service);
    if (way?.passage !== 'open' || !way.endpoint) continue;
    const allowed = letThrough(context, way.endpoint, access, need);
    if (allowed === true) continue;
    const key = `${need.action} ${shownTarget(need.target)}`;
    const known = stopped.get(key);
    if (known) known.at.push(need.origin.call.position);
    else stopped.set(key, { need, endpoint: way.endpoint, allowed, at: [need.origin.call.position] });
  }
  return [...stopped.values()].map(({ need, endpoint, allowed, at }): ProofFinding => {
    const target = shownTarget(need.target);
    const where = at.map(({ file, line }) => `${file}:${line}`).join(', ');
    const what = `${need.action} on ${target} is needed (${where})`;
    const { address } = endpoint.resource;
    return {
      criterion: USED_NOT_GRANTED,
      resource: lambda,
      lambda,
      outcome:
        allowed === false
          ? fail(`${what}, and the policy of ${address} does not let it through`)
          : unknown(what, `whether the policy of ${address} lets it through is not known`),
      counterExample: {
        action: need.action,
        resource: target,
        positions: at,
        missing: { Effect: 'Allow', Action: need.action, Resource: target },
      },
    };
  });
}

/** What the role does not allow is another finding: here it counts as let through. */
function letThrough(context: RuleContext, endpoint: VpcEndpoint, access: RoleAccess, need: Need): Truth {
  const bound = policyAt(context.graph, endpoint.resource, 'policy', 'endpoint');
  const requests = bound ? access.allowedRequests(need) : [];
  if (!bound || requests.length === 0) return true;
  return some(requests, (request) => {
    const { allowed, denied } = judgeLayer('endpoint', [bound.policy], request);
    return denied === true ? false : denied === 'unknown' ? 'unknown' : allowed;
  });
}
