import type { Resource } from '../../graph/resource';
import { globOf, matchesGlob } from '../../iam/glob';
import type { CompiledStatement, StatementReference } from '../../iam/statement';
import { isUnknown } from '../../iam/truth';
import { allPolicies } from '../../model/identity/principal';
import { type BoundPolicy, statementOf } from '../../model/policy-of';
import { boundPolicy, resourcePolicies } from '../../model/resource-policies/resource-policies';
import type { ProofViolation } from '../../report/proof';
import type { RuleContext } from '../../rules/context';
import { fail } from '../../rules/outcome';
import type { Ask } from './ask';
import type { AskVerdict } from './ask-judge';
import type { Deliveries } from './deliveries';
import { servicePermissions } from './lambda-admission';

/** An answer of the judge, with its question. */
export interface Answer {
  readonly ask: Ask;
  readonly verdict: AskVerdict;
}

/** Resources to which services deliver, whose policies these modules know wholly. */
const TARGETS = new Set(['aws_kms_key', 'aws_sns_topic', 'aws_sqs_queue']);

/** Services of whose deliveries nothing is missing here. Another one may be admitted for what nobody reads. */
const SERVICES = new Set([
  'apigateway.amazonaws.com',
  'cloudwatch.amazonaws.com',
  'events.amazonaws.com',
  's3.amazonaws.com',
  'secretsmanager.amazonaws.com',
  'sns.amazonaws.com',
]);

/** Statements, actions and sources by which services are admitted and that no delivery needs. */
export function unusedAdmissions(
  context: RuleContext,
  { roles }: Deliveries,
  answers: readonly Answer[],
): readonly ProofViolation[] {
  const used = new Uses(answers);
  const ofTargets = context.derive(resourcePolicies).all.flatMap((policy): readonly ProofViolation[] => {
    if (!policy.target || !TARGETS.has(policy.target.type) || policy.origin === 'permission') return [];
    const bound = boundPolicy(context, policy);
    return bound.policy.statements.flatMap((statement) =>
      isForService(statement) ? ofStatement(context, policy.holder, bound, statement, used) : [],
    );
  });
  const ofRoles = [...roles].flatMap((role) =>
    allPolicies(role).flatMap(({ policy, bound, holder }) =>
      bound
        ? policy.statements.flatMap((statement) => ofStatement(context, holder, bound, statement, used))
        : [],
    ),
  );
  const ofFunctions = servicePermissions(context)
    .filter((one) => SERVICES.has(String(one.get('principal'))) && !used.permissions.has(one))
    .map(
      (subject): ProofViolation => ({
        subject,
        outcome: fail(
          `${String(subject.get('principal'))} may call the function, and nothing that is configured calls it`,
          'principal',
        ),
      }),
    );
  return [...ofTargets, ...ofRoles, ...ofFunctions];
}

class Uses {
  private readonly actions = new Map<string, Set<string>>();
  private readonly sources = new Map<string, Set<string>>();
  readonly permissions = new Set<Resource>();

  constructor(answers: readonly Answer[]) {
    for (const { ask, verdict } of answers) {
      for (const one of verdict.permissions) this.permissions.add(one);
      for (const reference of verdict.by) {
        add(this.actions, keyOf(reference), ask.action.toLowerCase());
        if (verdict.source !== undefined) add(this.sources, keyOf(reference), verdict.source);
      }
    }
  }

  actionsOf({ reference }: CompiledStatement): ReadonlySet<string> {
    return this.actions.get(keyOf(reference)) ?? new Set();
  }

  sourcesOf({ reference }: CompiledStatement): ReadonlySet<string> {
    return this.sources.get(keyOf(reference)) ?? new Set();
  }
}

function ofStatement(
  context: RuleContext,
  holder: Resource,
  bound: BoundPolicy,
  statement: CompiledStatement,
  used: Uses,
): readonly ProofViolation[] {
  const { source } = statement;
  if (source.effect !== 'Allow') return [];
  const written = statementOf(bound, source.index);
  const subject = (written && context.graph.byKey(written.resource)) ?? holder;
  const path = written?.path ?? '';
  const name = source.sid === undefined ? `statement ${source.index + 1}` : `statement "${source.sid}"`;
  const violation = (message: string): ProofViolation => ({
    subject,
    outcome: fail(`${name}: ${message}`, path),
  });
  const actions = used.actionsOf(statement);
  if (actions.size === 0) return [violation('nothing that is configured needs it')];
  if (source.action.negated || isUnknown(source.action.patterns)) return [];
  const isKey = bound.policy.document.kind === 'key';
  const idle = source.action.patterns.filter(
    (pattern): pattern is string =>
      typeof pattern === 'string' &&
      ![...actions].some((action) => matchesGlob(globOf(pattern.toLowerCase()), action)),
  );
  return [
    // The cryptographic actions of a key are one: who decrypts what is there may encrypt it anew.
    ...(isKey || idle.length === 0 ? [] : [violation(`nothing that is configured needs ${idle.join(', ')}`)]),
    ...idleSources(statement, used.sourcesOf(statement)).map((one) =>
      violation(`it admits ${one}, which delivers nothing here`),
    ),
  ];
}

/** Sources that the statement names one by one, and of which none delivers. */
function idleSources(
  { source: { conditions } }: CompiledStatement,
  sources: ReadonlySet<string>,
): readonly string[] {
  if (isUnknown(conditions)) return [];
  return conditions.flatMap(({ key, comparison, negated, values }) => {
    if (key.toLowerCase() !== 'aws:sourcearn' || negated || isUnknown(values)) return [];
    if (comparison !== 'ArnLike' && comparison !== 'StringEquals') return [];
    return values.filter(
      (value): value is string =>
        typeof value === 'string' && ![...sources].some((one) => matchesGlob(globOf(value), one)),
    );
  });
}

/** Only services whose deliveries are all read, and CloudWatch Logs, which encrypts the groups that are written. */
function isForService({ source: { principal } }: CompiledStatement): boolean {
  if (!principal || principal.negated) return false;
  return (
    principal.entries.length > 0 &&
    principal.entries.every(
      ({ type, value }) =>
        type === 'Service' &&
        typeof value === 'string' &&
        (SERVICES.has(value) || /^logs\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/.test(value)),
    )
  );
}

function keyOf({ policy, statement }: StatementReference): string {
  return `${policy} ${statement}`;
}

function add(into: Map<string, Set<string>>, key: string, value: string): void {
  const known = into.get(key);
  if (known) known.add(value);
  else into.set(key, new Set([value]));
}
