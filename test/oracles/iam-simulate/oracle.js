// The same case, told to @cloud-copilot/iam-simulate.
const { runSimulation } = require('@cloud-copilot/iam-simulate');

const verdicts = {
  Allowed: 'allowed',
  ExplicitlyDenied: 'explicitly denied',
  ImplicitlyDenied: 'implicitly denied',
};

const withNames = (policies, name) => policies.map((policy, index) => ({ name: `${name}-${index}`, policy }));

/** What AWS derives from the principal, which the oracle leaves to its caller. */
function derived({ principal, resourceAccountId }) {
  const session = /^arn:aws:sts::(\d+):assumed-role\/([^/]+)\//.exec(principal);
  const account = /^arn:aws:(?:iam|sts)::(\d+):/.exec(principal)?.[1];
  return {
    ...(account
      ? {
          'aws:PrincipalArn': session ? `arn:aws:iam::${session[1]}:role/${session[2]}` : principal,
          'aws:PrincipalAccount': account,
        }
      : {}),
    'aws:ResourceAccount': resourceAccountId,
  };
}

async function oracle(given) {
  const { request } = given;
  const levels = (policies, name) =>
    (policies ?? []).map((level, index) => ({
      orgIdentifier: `${name}-${index}`,
      policies: withNames(level, name),
    }));
  const result = await runSimulation(
    {
      request: {
        principal: request.principal,
        action: request.action,
        resource: { resource: request.resource, accountId: request.resourceAccountId },
        contextVariables: { ...derived(request), ...request.context },
      },
      identityPolicies: withNames(given.identity, 'identity'),
      serviceControlPolicies: levels(given.serviceControl, 'scp'),
      resourceControlPolicies: levels(given.resourceControl, 'rcp'),
      ...(given.resource ? { resourcePolicy: given.resource.policy } : {}),
      ...(given.boundary ? { permissionBoundaryPolicies: withNames([given.boundary], 'boundary') } : {}),
      ...(given.endpoint ? { vpcEndpointPolicies: withNames([given.endpoint], 'endpoint') } : {}),
      ...(given.session ? { sessionPolicy: given.session } : {}),
    },
    {},
  );
  if (result.resultType === 'error') {
    return { verdict: `error: ${result.errors.message}`, detail: result.errors };
  }
  return { verdict: verdicts[result.overallResult], detail: result.result ?? result.results };
}

module.exports = { oracle };
