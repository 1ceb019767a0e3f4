import type { ServerResponse } from 'node:http';
import { isUnknown } from '../../../policies/iam/truth';
import type { AwsCall, CallGuard } from '../gateway/call';
import { type CredentialRegistry, EMULATOR_ACCOUNT_ID } from '../gateway/credential-registry';
import type { SigningKey } from '../gateway/signed-request';
import { accessOfCall } from './access-of-call';
import type { AccessQuery, CallFacts } from './access-query';
import { type Actor, isService, roleSession, type ServiceActor } from './actor';
import { callFacts } from './call-facts';
import { CallTrace, type TracedCall } from './call-trace';
import { CallerNetwork } from './caller-network';
import { ControlPlane } from './control-plane';
import { DeployedEndpoints } from './deployed-endpoints';
import { DeployedIdentities } from './deployed-identities';
import { DeployedResources } from './deployed-resources';
import { changesDeployment } from './deployment-changes';
import { HeldCalls } from './held-calls';
import { holderOf, keyAccess, serviceAccess } from './implied-access';
import { Judge, type Route } from './judge';
import { AppliedNetwork } from './network-view';
import { answerRefusal, refusalError } from './refusal';
import type { RefusalEvent } from './refusal-event';
import { deniedEvent, unreachableEvent } from './report-refusal';
import type { RoleQuestion, ServicePermissions, ServiceQuestion } from './service-permissions';
import { denialOf, message } from './wording';

/** How long what was read of the deployment is believed: changes through the gateway are seen at once. */
const BELIEVED_FOR_MS = 30_000;

/** What is to be enforced, and where it is written down. */
export interface EnforcementSettings {
  /**
   * The synthesized directory that is applied: which ways the network has is judged by it.
   * @default the network lets everything through; endpoints' policies are judged all the same
   */
  readonly system?: string;
  /** A file for the calls that were judged, as JSON lines. It is begun anew. @default none */
  readonly trace?: string;
}

export interface EnforcementOptions extends EnforcementSettings {
  /** Where everything that is deployed can be read: moto. */
  readonly controlPlane: string;
  readonly credentials: Pick<CredentialRegistry, 'find'> & { readonly operator: SigningKey };
  readonly onRefusal: (event: RefusalEvent) => void;
  /** Told once each. */
  readonly onNotice: (message: string) => void;
}

/**
 * Judges calls by what is deployed.
 *
 * Which configuration is that? Identity policies, boundaries and trust are read from IAM, resource policies and keys from
 * their services, endpoints and their policies from EC2, each at the time of the call and kept until a change goes through
 * the gateway: an `apply` takes effect with the next call, and ids are those that AWS gave. The ways of the network are
 * judged by the synthesized directory that was applied, because the model of the reachability proof reads Terraform and
 * names its addresses; and an endpoint must be there in EC2 as well. The administrator, who is Terraform and the tests, and
 * callers that this emulator gave no role to, are not judged.
 */
export class Enforcement implements ServicePermissions {
  private readonly plane: ControlPlane;
  private readonly identities: DeployedIdentities;
  private readonly resources: DeployedResources;
  private readonly endpoints: DeployedEndpoints;
  private readonly judge: Judge;
  private readonly network: AppliedNetwork | undefined;
  private readonly ways: CallerNetwork;
  private readonly trace: CallTrace | undefined;
  private readonly held = new HeldCalls();
  private readonly told = new Set<string>();

  constructor(private readonly options: EnforcementOptions) {
    const { controlPlane: endpoint, credentials, system, trace } = options;
    this.plane = new ControlPlane({ endpoint, credentials: credentials.operator });
    this.identities = new DeployedIdentities(this.plane, BELIEVED_FOR_MS);
    this.resources = new DeployedResources(this.plane, BELIEVED_FOR_MS);
    this.endpoints = new DeployedEndpoints(this.plane, BELIEVED_FOR_MS);
    this.judge = new Judge(this.identities, this.resources);
    this.network = system === undefined ? undefined : new AppliedNetwork(system, (text) => this.notice(text));
    this.ways = new CallerNetwork(this.endpoints, this.network);
    this.trace = trace === undefined ? undefined : new CallTrace(trace);
  }

  /** Calls that wait for an answer that never comes. */
  get heldCalls(): number {
    return this.held.size;
  }

  /** Whether the caller is one whose calls are judged. */
  judges(accessKeyId: string): boolean {
    return this.options.credentials.find(accessKeyId)?.principal.role !== undefined;
  }

  /** For the gateway. It has to be asked before all others. */
  guard(): CallGuard {
    return {
      check: async (call, response) => {
        if (changesDeployment(call.service, call.operation)) response.once('finish', () => this.forget());
        const actor = this.actorOf(call);
        return actor !== undefined && this.check(actor, call, response);
      },
    };
  }

  async asRole(question: RoleQuestion): Promise<string | undefined> {
    const { roleArn, session, functionArn, action, resource } = question;
    const name = functionArn?.split(':')[6];
    const lambda = functionArn !== undefined && name !== undefined ? { arn: functionArn, name } : undefined;
    return this.refusal(roleSession(roleArn, session, lambda), { action, resource, context: {} }, question);
  }

  async asService({ service, sourceArn, action, resource }: ServiceQuestion): Promise<string | undefined> {
    // Buckets have no account in their ARN; there is only one here.
    const accountId = sourceArn.split(':')[4] || EMULATOR_ACCOUNT_ID;
    return this.refusal({ service, sourceArn, accountId }, { action, resource, context: {} }, {});
  }

  /** Something was deployed. */
  forget(): void {
    this.identities.forget();
    this.resources.forget();
    this.endpoints.forget();
    this.judge.forget();
    this.network?.changed();
  }

  /** Cuts the calls that are held and writes the rest of the trace. */
  close(): void {
    this.held.close();
    this.trace?.flush();
  }

  /** Why a service may not do something, in AWS's words. */
  private async refusal(
    actor: Actor | ServiceActor,
    query: AccessQuery,
    { operation }: Pick<RoleQuestion, 'operation'>,
  ): Promise<string | undefined> {
    const [service = '', name = ''] = query.action.split(':');
    const facts = { service, operation: operation ?? name, input: {} };
    for (const one of await this.withImplied([query], facts, isService(actor))) {
      const judgement = await this.judge.judge(actor, one);
      const denial = denialOf(judgement);
      const verdict = denial ? 'denied' : verdictOf(judgement.decision.verdict);
      this.record(actor, facts, one, verdict);
      if (!denial) continue;
      const sentence = message(actor, judgement, denial);
      this.report(deniedEvent(actor, judgement, denial, sentence));
      return sentence;
    }
    return undefined;
  }

  private actorOf({ credentials, fields }: AwsCall): Actor | undefined {
    if (!credentials) return undefined;
    const principal = this.options.credentials.find(credentials.accessKeyId)?.principal;
    if (!principal?.role) return undefined;
    const { arn: roleArn, functionArn, isService: byService } = principal.role;
    const isPresigned = credentials.from === 'query' || fields !== undefined;
    const name = functionArn?.split(':')[6];
    return {
      sessionArn: principal.arn,
      roleArn,
      accountId: principal.accountId,
      userId: principal.userId,
      origin: byService ? 'service' : isPresigned ? 'presigned' : 'code',
      ...(functionArn !== undefined && name !== undefined ? { function: { name, arn: functionArn } } : {}),
    };
  }

  private async check(actor: Actor, call: AwsCall, response: ServerResponse): Promise<boolean> {
    const facts = callFacts(call, actor.accountId);
    if (!facts) {
      this.notice(
        `${call.method} ${call.path} of ${call.service} is not judged: its operation is not known.`,
      );
      return false;
    }
    const queries = await accessOfCall(facts, this.resources);
    const [first] = queries;
    if (!first) return false;
    const way = await this.ways.wayOf(actor, first, facts.service);
    if ('blocked' in way) {
      for (const query of queries) this.record(actor, facts, query, 'unreachable');
      this.report(unreachableEvent(actor, first, way.blocked));
      response.statusCode = 504;
      call.request.resume();
      await this.held.hold(response);
      return true;
    }
    return this.checkPolicies(actor, call, facts, { queries, route: way.route }, response);
  }

  private async checkPolicies(
    actor: Actor,
    call: AwsCall,
    facts: CallFacts,
    { queries, route }: { readonly queries: readonly AccessQuery[]; readonly route: Route | undefined },
    response: ServerResponse,
  ): Promise<boolean> {
    for (const query of await this.withImplied(queries, facts, false)) {
      const judgement = await this.judge.judge(actor, query, route);
      const denial = denialOf(judgement);
      if (!denial) {
        const verdict = verdictOf(judgement.decision.verdict);
        if (verdict === 'not judged') this.noticeUnjudged(query);
        this.record(actor, facts, query, verdict);
        continue;
      }
      this.record(actor, facts, query, 'denied');
      const sentence = message(actor, judgement, denial);
      this.report(deniedEvent(actor, judgement, denial, sentence));
      answerRefusal(call.request, response, facts.service, refusalError(facts.service, query, sentence));
      return true;
    }
    return false;
  }

  /** Adds what services ask for on the caller's behalf. A service that acts for itself needs the key's policy alone. */
  private async withImplied(
    queries: readonly AccessQuery[],
    { input }: Pick<CallFacts, 'service' | 'input'>,
    isForItself: boolean,
  ): Promise<readonly AccessQuery[]> {
    const all: AccessQuery[] = [];
    for (const query of queries.flatMap((one) => [one, ...serviceAccess(one, input)])) {
      all.push(query);
      if (isUnknown(query.resource) || query.resource === '*') continue;
      const keys = keyAccess(query, await this.resources.of(holderOf(query.resource)));
      // A service that encrypts for itself asks KMS directly: not through another service.
      all.push(...(isForItself ? keys.map((key) => ({ ...key, context: {} })) : keys));
    }
    return all;
  }

  private record(
    actor: Actor | ServiceActor,
    { service, operation }: Pick<CallFacts, 'service' | 'operation'>,
    { action, resource, via }: AccessQuery,
    verdict: TracedCall['verdict'],
  ): void {
    if (isService(actor) || !actor.function) return;
    const by = via ?? (actor.origin === 'service' ? 'lambda' : undefined);
    this.trace?.add({
      function: actor.function.name,
      service,
      operation,
      action,
      resource: isUnknown(resource) ? '*' : resource,
      verdict,
      ...(by === undefined ? {} : { via: by }),
    });
  }

  private report(event: RefusalEvent): void {
    this.options.onRefusal(event);
    this.notice(event.line);
  }

  private noticeUnjudged({ action, resource }: AccessQuery): void {
    const why = isUnknown(resource) ? resource.unknown : 'a policy cannot be read';
    this.notice(`${action} is not judged: ${why}.`);
  }

  private notice(text: string): void {
    if (this.told.has(text) || this.told.size >= MOST_NOTICES) return;
    this.told.add(text);
    this.options.onNotice(text);
  }
}

/** Of a misconfigured system every object's key would be a notice of its own. */
const MOST_NOTICES = 500;

function verdictOf(verdict: string): TracedCall['verdict'] {
  return verdict === 'allowed' ? 'allowed' : 'not judged';
}
