import type { Resource } from '../../graph/resource';
import { judge } from '../../iam/evaluate';
import { type Identity, policySetOf } from '../../model/identity/principal';
import { boundPolicy, resourcePolicyOf } from '../../model/resource-policies/resource-policies';
import type { RuleContext } from '../../rules/context';
import { fail, unknown } from '../../rules/outcome';
import type { ActionCatalogue } from '../../sdk/action-catalogue';
import type { CodePosition } from '../../sdk/sdk-call';
import { type Access, RoleAccess } from './access';
import { bundleFindings, traceFindings } from './bounds';
import { CodeNeeds } from './code-needs';
import { configurationNeeds } from './configuration-needs';
import { CALLS_UNRESOLVED, GRANTED_NOT_USED, USED_NOT_GRANTED } from './criteria';
import { Grants, resourceValues, type StatementPlace, shownPlace } from './grants';
import { keyNeeds } from './key-needs';
import { isExact, type Need, needKey, sameContext, shownTarget } from './need';
import type { ComparisonRow, FunctionCode, MissingStatement, ProofFinding, RecordedCall } from './result';
import { Targets } from './targets';
import { endpointFindings } from './through-endpoint';
import { type Surplus, UnusedGrants } from './unused-grants';

export interface Compared {
  readonly rows: readonly ComparisonRow[];
  readonly findings: readonly ProofFinding[];
}

/** What several needs of one action on one target have in common. */
interface NeedGroup {
  readonly need: Need;
  readonly positions: readonly CodePosition[];
  readonly reasons: readonly string[];
}

/** Compares what one function does with what its role may do, both ways. */
export class FunctionComparer {
  private readonly grants: Grants;
  private readonly access: RoleAccess;

  constructor(
    private readonly context: RuleContext,
    private readonly catalogue: ActionCatalogue,
    private readonly lambda: Resource,
    private readonly role: Identity,
  ) {
    this.grants = new Grants(role, (key) => context.graph.byKey(key));
    this.access = new RoleAccess(context.graph, role, this.grants);
  }

  compare(code: FunctionCode, recorded: readonly RecordedCall[]): Compared {
    const { needs, findings } = this.needs(code);
    const judged = grouped(needs).map((group) => this.judge(group));
    const unused = new UnusedGrants(this.context.graph, this.catalogue, this.access, needs);
    const surplus = this.grants.all.flatMap((grant) => unused.of(grant));
    return {
      rows: [...judged.flatMap(({ row }) => row ?? []), ...surplus.map((one) => this.surplusRow(one))],
      findings: [
        ...findings,
        ...judged.flatMap(({ finding }) => finding ?? []),
        ...surplus.map((one) => this.surplusFinding(one)),
        ...endpointFindings(this.context, this.lambda, this.access, needs),
        ...bundleFindings(this.lambda, code),
        ...traceFindings(this.lambda, recorded, needs),
      ],
    };
  }

  private needs({ calls }: FunctionCode): { needs: readonly Need[]; findings: readonly ProofFinding[] } {
    const { graph } = this.context;
    const reader = new CodeNeeds(
      this.catalogue,
      new Targets(this.context, this.lambda),
      graph.arn(this.lambda),
    );
    const findings = calls.unresolved.map(({ position, reason }) => this.unresolved(position, reason));
    const own: Need[] = [...configurationNeeds(this.context, this.lambda)];
    for (const call of calls.calls) {
      const found = reader.of(call);
      if (found) own.push(...found);
      else findings.push(this.unresolved(call.position, `nobody knows which action ${call.operation} needs`));
    }
    const named = own.flatMap((need) => this.granted(need));
    const keys = [...own, ...named].flatMap((need) => keyNeeds(this.context, need));
    return { needs: [...own, ...keys], findings };
  }

  /**
   * Where the code does not show the resource, it may be any that the role names for the action. The only one that it
   * names is the one: on another, the call would fail.
   */
  private granted(need: Need): readonly Need[] {
    if (need.target.kind !== 'open') return [];
    const { graph } = this.context;
    const request = this.access.request(need);
    const values = this.grants.all.flatMap((grant) =>
      grant.statement.source.effect === 'Allow' && grant.statement.matchesAction(request) === true
        ? resourceValues(grant)
        : [],
    );
    const named = new Set(values.flatMap((value) => graph.referred(value) ?? []));
    const strength = values.length === 1 ? need.strength : 'permitted';
    return [...named].map((resource) => ({
      ...need,
      target: { kind: 'arn', arn: graph.arn(resource), resource },
      strength,
    }));
  }

  private unresolved(position: CodePosition, reason: string): ProofFinding {
    return {
      criterion: CALLS_UNRESOLVED,
      resource: this.lambda,
      lambda: this.lambda,
      outcome: fail(`${shownPosition(position)}: ${reason}`),
      counterExample: { action: 'unknown', resource: 'unknown', positions: [position] },
    };
  }

  private judge(group: NeedGroup): { row?: ComparisonRow; finding?: ProofFinding } {
    const { need, positions, reasons } = group;
    const access = this.access.of(need);
    const isAllowed = access.allowed === true || (access.denied.length === 0 && this.byResourcePolicy(need));
    if (!isAllowed && need.strength === 'permitted') return {};
    const statements = this.places(access);
    const { target } = need;
    const resource = target.kind === 'arn' || target.kind === 'value' ? target.resource : undefined;
    const row: ComparisonRow = {
      action: need.action,
      resource: shownTarget(target),
      ...(resource ? { address: resource.address } : {}),
      state: isAllowed
        ? need.strength === 'permitted'
          ? 'permitted'
          : 'used'
        : access.allowed === false
          ? 'missing'
          : 'unknown',
      statements,
      positions,
      ...(reasons.length > 0 ? { reason: reasons.join('; ') } : {}),
      exact: isExact(target) || (target.kind === 'arn' && !access.partly),
    };
    return isAllowed ? { row } : { row, finding: this.missing(group, access, statements) };
  }

  /** Within the account, the policy of the resource is as good as the role's. */
  private byResourcePolicy(need: Need): boolean {
    const { target } = need;
    if (target.kind !== 'arn' || !target.resource) return false;
    const request = this.access.request(need);
    return resourcePolicyOf(this.context, target.resource).some((policy) => {
      if (policy.kind === 'endpoint') return false;
      const { policy: resource } = boundPolicy(this.context, policy);
      return judge(request, { ...policySetOf(this.role), resource }).verdict === 'allowed';
    });
  }

  private places(access: Access): readonly StatementPlace[] {
    return access.by.flatMap((reference) => {
      const grant = this.grants.find(reference);
      return grant ? [this.grants.place(grant)] : [];
    });
  }

  private missing(
    { need, positions, reasons }: NeedGroup,
    access: Access,
    statements: readonly StatementPlace[],
  ): ProofFinding {
    const target = shownTarget(need.target);
    const who = positions.length > 0 ? positions.map(shownPosition).join(', ') : reasons.join('; ');
    const what = `${need.action} on ${target} is needed (${who})`;
    const statement: MissingStatement = { Effect: 'Allow', Action: need.action, Resource: target };
    const [gap] = this.role.gaps;
    const message = `${what}, ${this.whyNot(access)}`;
    const outcome =
      access.allowed === false && need.strength === 'needed' && gap === undefined
        ? fail(message)
        : unknown(what, this.doubt(need, access, statements, gap));
    const [place] = statements;
    return {
      criterion: USED_NOT_GRANTED,
      resource: this.lambda,
      lambda: this.lambda,
      outcome,
      counterExample: {
        action: need.action,
        resource: target,
        positions,
        missing: statement,
        ...(place ? { statement: place } : {}),
      },
    };
  }

  private whyNot(access: Access): string {
    const [denial] = access.denied;
    if (denial) {
      const grant = this.grants.find(denial);
      return `and ${grant ? shownPlace(this.grants.place(grant)) : `${denial.policy}, statement ${denial.statement + 1},`} denies it`;
    }
    if (access.lacking.includes('identity')) return 'and no statement of the role allows it';
    return 'and the permissions boundary of the role does not allow it';
  }

  private doubt(
    need: Need,
    access: Access,
    statements: readonly StatementPlace[],
    gap: string | undefined,
  ): string {
    if (access.allowed === 'unknown') {
      const places = statements.map(shownPlace).join(', ');
      return places === ''
        ? 'whether the role allows it depends on what is not known'
        : `it depends on ${places}`;
    }
    return gap ?? `no statement of the role allows it, and the code may not do it (${need.strength})`;
  }

  private surplusRow({ grant, action, resource, isUnknown }: Surplus): ComparisonRow {
    return {
      action,
      resource,
      state: isUnknown ? 'unknown' : 'unused',
      statements: [this.grants.place(grant)],
      positions: [],
      exact: true,
    };
  }

  private surplusFinding({ grant, action, resource, message, isUnknown }: Surplus): ProofFinding {
    const place = this.grants.place(grant);
    const holder = this.grants.holder(grant);
    const text = `${shownPlace(place)}: ${message}`;
    return {
      criterion: GRANTED_NOT_USED,
      resource: holder,
      lambda: this.lambda,
      outcome: isUnknown ? unknown(shownPlace(place), message, place.path) : fail(text, place.path),
      counterExample: { action, resource, statement: place, positions: [] },
    };
  }
}

/** Needs of the same action on the same target that say the same of their request. */
function grouped(needs: readonly Need[]): readonly NeedGroup[] {
  const groups = new Map<string, Need[][]>();
  for (const need of needs) {
    const key = needKey(need);
    const known = groups.get(key) ?? [];
    groups.set(key, known);
    const same = known.find(([first]) => first !== undefined && sameContext(first, need));
    if (same) same.push(need);
    else known.push([need]);
  }
  return [...groups.values()].flat().flatMap((group) => {
    const [need] = group;
    if (!need) return [];
    const calls = group.flatMap(({ origin }) =>
      origin.kind === 'code' ? [origin.call] : (origin.calls ?? []),
    );
    const reasons = group.flatMap(({ origin }) => (origin.kind === 'configuration' ? [origin.reason] : []));
    const positions = new Map(calls.map(({ position }) => [shownPosition(position), position]));
    return [{ need, positions: [...positions.values()], reasons: [...new Set(reasons)] }];
  });
}

function shownPosition({ file, line }: CodePosition): string {
  return `${file}:${line}`;
}
