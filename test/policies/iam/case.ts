import type { PolicyKind } from '../../../policies/iam/document';
import { type Decision, evaluate, type PolicySet } from '../../../policies/iam/evaluate';
import { Policy } from '../../../policies/iam/policy';
import type { AccessRequest } from '../../../policies/iam/request';

/** A case as data: policies as AWS takes them, a request, and (in a table) the verdict. */
export interface Case {
  readonly request: AccessRequest;
  readonly identity?: readonly unknown[];
  readonly boundary?: unknown;
  readonly session?: unknown;
  readonly resource?: { readonly kind: PolicyKind; readonly policy: unknown };
  readonly endpoint?: unknown;
  readonly endpointType?: 'gateway' | 'interface';
  readonly serviceControl?: readonly (readonly unknown[])[];
  readonly resourceControl?: readonly (readonly unknown[])[];
}

export function policiesOf(given: Case): PolicySet {
  const { endpointType: type } = given;
  return {
    identity: (given.identity ?? []).map((policy, index) =>
      Policy.of(`identity-${index}`, 'identity', policy),
    ),
    ...(given.boundary === undefined ? {} : { boundary: Policy.of('boundary', 'boundary', given.boundary) }),
    ...(given.session === undefined ? {} : { session: [Policy.of('session', 'session', given.session)] }),
    ...(given.resource === undefined
      ? {}
      : { resource: Policy.of('resource', given.resource.kind, given.resource.policy) }),
    ...(given.endpoint === undefined
      ? {}
      : {
          endpoint: {
            policy: Policy.of('endpoint', 'endpoint', given.endpoint),
            ...(type === undefined ? {} : { type }),
          },
        }),
    serviceControl: (given.serviceControl ?? []).map((level) =>
      level.map((policy, index) => Policy.of(`scp-${index}`, 'scp', policy)),
    ),
    resourceControl: (given.resourceControl ?? []).map((level) =>
      level.map((policy, index) => Policy.of(`rcp-${index}`, 'rcp', policy)),
    ),
  };
}

export function decide(given: Case): Decision {
  return evaluate(given.request, policiesOf(given));
}
