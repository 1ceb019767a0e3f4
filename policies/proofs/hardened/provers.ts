import type { Resource } from '../../graph/resource';
import { evaluate } from '../../iam/evaluate';
import type { Policy } from '../../iam/policy';
import { type AccessRequest, PreparedRequest } from '../../iam/request';
import { both, some, type Truth } from '../../iam/truth';
import { EVERYTHING } from '../../model/identity/allow-everything';
import { boundPolicy, resourcePolicyOf } from '../../model/resource-policies/resource-policies';
import type { ProofViolation, Prover } from '../../report/proof';
import type { RuleContext } from '../../rules/context';
import { fail, unknown } from '../../rules/outcome';
import { boundaryViolations } from './boundaries';
import { NOT_REFUSED } from './criteria';
import { FORBIDDEN, type Forbidden } from './forbidden';

/**
 * The proof that this system's policies refuse what it promises to refuse. The promises are this system's own: other
 * people's buckets without them are not wrong, and are not judged by it.
 */
export const hardenedProvers: readonly Prover[] = [
  {
    criterion: NOT_REFUSED,
    prove: (context) => {
      const asked = Object.entries(FORBIDDEN).flatMap(([type, of]) =>
        context.graph
          .byType(type)
          .flatMap((resource) => of(resource, context).map((request) => ({ resource, request }))),
      );
      return {
        scope: `${asked.length} requests that must be refused, and the boundary of functions`,
        violations: [
          ...asked.flatMap(({ resource, request }) => violation(context, resource, request)),
          ...boundaryViolations(context),
        ],
      };
    },
  },
];

function violation(context: RuleContext, subject: Resource, request: Forbidden): readonly ProofViolation[] {
  const refused = isRefused(context, subject, request);
  if (refused === true) return [];
  const what = `${request.action} ${request.how}`;
  const path = `policy.${request.action} ${request.how}`;
  if (refused === 'unknown') {
    return [
      {
        subject,
        outcome: unknown(`whether its policy refuses ${what}`, 'a statement of it is not known', path),
      },
    ];
  }
  return [
    {
      subject,
      outcome: fail(`its policy does not refuse ${what}, to whoever may do it otherwise`, path),
      counterExample: [
        `somebody with every permission of identity policies asks for ${request.action} on ${subject.address}`,
        ...Object.entries(request.context)
          .filter(([, value]) => typeof value === 'string')
          .map(([key, value]) => `${key} = ${String(value)}`),
        'no statement denies it',
      ],
    },
  ];
}

/** Whether a statement denies it: that nobody is granted it yet is no refusal. */
function isRefused(context: RuleContext, target: Resource, request: Forbidden): Truth {
  const account = request.account ?? context.graph.place(target).account;
  const arn = `arn:aws:iam::${account}:role/tf~somebody`;
  const asked: AccessRequest = {
    principal: { kind: 'role', arn, accountId: account, roleArn: arn },
    action: request.action,
    resource: request.resource,
    resourceAccountId: context.graph.place(target).account,
    context: request.context,
    otherKeys: 'unknown',
  };
  const policies = resourcePolicyOf(context, target).filter(({ kind }) => kind !== 'endpoint');
  return some(policies, (one) => {
    const { policy } = boundPolicy(context, one);
    if (request.isNameless) return deniedByName(policy, asked);
    const layer = evaluate(asked, { identity: [EVERYTHING], resource: policy }).layers.find(
      (found) => found.layer === 'resource',
    );
    return layer?.denied ?? false;
  });
}

/** Without its resource element: the policy of an API is about that API and no other. */
function deniedByName(policy: Policy, asked: AccessRequest): Truth {
  const request = new PreparedRequest(asked);
  return some(policy.statements, (statement) => {
    if (statement.source.effect !== 'Deny') return false;
    const match = statement.principal(request, false);
    const named: Truth = match
      ? match.direct === false && match.byAccount === false
        ? match.byRole
        : true
      : false;
    return both(named, both(statement.matchesAction(request), statement.matchesConditions(request)));
  });
}
