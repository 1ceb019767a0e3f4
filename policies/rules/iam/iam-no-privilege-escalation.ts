import type { Resource } from '../../graph/resource';
import { identities } from '../../model/identity/identities';
import { allPolicies, type Identity, principalPolicies } from '../../model/identity/principal';
import type { BoundPolicy } from '../../model/policy-of';
import { statementOf } from '../../model/policy-of';
import type { RuleContext } from '../context';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import type { Escalation } from './support/escalations';
import { type FoundEscalation, findEscalations, itselfOf } from './support/find-escalations';
import { grantsOf } from './support/grants';
import { identityDocuments, POLICY_TYPES, receiversOf } from './support/identity-documents';
import { isAdmin, some } from './support/scope';

const IDENTITIES = ['aws_iam_role', 'aws_iam_user', 'aws_iam_group'];

export const rule: Rule = {
  id: 'iam-no-privilege-escalation',
  severity: 'critical',
  summary: 'Nobody can give himself permissions that he was not given.',
  rationale:
    'Certain actions, alone or together, turn a small permission into all of them: attaching a policy to oneself, passing a ' +
    'powerful role to a function that one may write. What counts is what remains after denials and the boundary, from all ' +
    'attachments together.',
  remediation:
    'Limit the actions that the finding names to ARNs which do not include the identity itself or a more powerful role, or deny them in a permissions boundary.',
  references: ['CKV_AWS_286', 'CKV_AWS_110'],
  types: [...new Set([...POLICY_TYPES, ...IDENTITIES])],
  check: (resource, context) => [
    ...identityDocuments(resource, context).flatMap((bound) => ofDocument(bound, resource, context)),
    ...(IDENTITIES.includes(resource.type) ? ofAllTogether(resource, context) : []),
  ],
};

/** What a document makes possible by itself, unless all who have it are held back by something else. */
function ofDocument(bound: BoundPolicy, resource: Resource, context: RuleContext): readonly Outcome[] {
  if (grantsOf(bound).some(({ known }) => isAdmin(known))) return [];
  const receivers = receiversOf(resource, context);
  const found =
    receivers.length === 0
      ? findEscalations({ identity: [bound.policy] })
      : receivers.flatMap((identity) => {
          const alone = findEscalations({ identity: [bound.policy] }, itselfOf(identity));
          return alone.filter(({ escalation }) => remains(identity, escalation));
        });
  const sure = found.filter(({ uncertain }) => !uncertain);
  const [first] = sure;
  if (first) {
    const statement = statementOf(bound, first.source.statement);
    const own = statement?.resource === resource.key;
    return [fail(described(unique(sure)), own ? statement.path : bound.document.path)];
  }
  const why = bound.document.unknown?.reason ?? 'parts of the policy are not known';
  return found.length > 0 ? [unknown('whether its holder can escalate', why, bound.document.path)] : [pass()];
}

/** What only several policies together make possible. */
function ofAllTogether(resource: Resource, context: RuleContext): readonly Outcome[] {
  const identity = context.derive(identities).of(resource);
  if (!identity) return [];
  const policies = allPolicies(identity);
  if (policies.length < 2) return [];
  const alone = new Set(
    policies
      .flatMap(({ policy }) => findEscalations({ identity: [policy] }, itselfOf(identity)))
      .map(({ escalation }) => escalation),
  );
  const together = effective(identity).filter(
    ({ escalation, uncertain }) => !uncertain && !alone.has(escalation),
  );
  return together.length > 0
    ? [fail(`its policies together are an escalation: ${described(together)}`)]
    : [pass()];
}

/** After what its other policies deny, and the boundary. */
function remains(identity: Identity, escalation: Escalation): boolean {
  return effective(identity).some((one) => one.escalation === escalation);
}

/** Each escalation once, though several identities have the policy. */
function unique(found: readonly FoundEscalation[]): readonly FoundEscalation[] {
  return [...new Map(found.map((one) => [one.escalation, one])).values()];
}

const known = new WeakMap<Identity, readonly FoundEscalation[]>();

function effective(identity: Identity): readonly FoundEscalation[] {
  const found = known.get(identity) ?? findEscalations(principalPolicies(identity), itselfOf(identity));
  known.set(identity, found);
  return found;
}

function described(found: readonly FoundEscalation[]): string {
  return some(
    found.map(({ escalation, actions }) => `it can ${escalation.how} (${actions.join(', ')})`),
    3,
  );
}
