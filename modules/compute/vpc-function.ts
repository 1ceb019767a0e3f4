import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import type { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Capability, IGrantee } from '../core/capability';
import { InvalidInputError, Problems } from '../core/errors';
import { type AwsLocation, regionalArn } from '../identity/aws-location';
import { FunctionRole } from '../identity/function-role';
import type { INetwork } from '../network/network';
import { assertPlaceable, needsInternet, subnetsFor } from '../network/placement';
import { type ISecurityGroup, SecurityGroup } from '../network/security-group';
import type { IServiceAccess } from '../network/service-access';
import { orderDestruction } from './destruction-order';
import { type FailureHandlingProps, handleFailures } from './failure-handling';
import { checkFunction, type LimitedFunctionProps } from './function-checks';
import { type CodeArtefact, codeSource } from './function-code';
import { type FunctionAttributes, ImportedFunction } from './imported-function';
import {
  type FunctionAccess,
  type IFunction,
  type Invoker,
  invokeCapability,
  invokePermission,
} from './invocation';
import { Reach } from './reach';
import { destinationsOf } from './security-profile';

export interface VpcFunctionProps {
  /** Of the function, its role and its log group: at most 64 characters. */
  readonly name: string;
  /** One sentence, shown in the AWS console. */
  readonly description: string;
  readonly code: CodeArtefact;
  /**
   * A bucket that takes the zip first. Whoever applies must be able to read it: Lambda does so as the caller.
   *
   * @default none: the zip goes with the request, and functions are made one after the other (`codeSource`)
   */
  readonly codeBucketName?: string;
  /** `file.export`, such as `index.handler`. */
  readonly handler: string;
  readonly location: AwsLocation;
  readonly network: INetwork;
  /** Where the AWS services are reached that the capabilities name. */
  readonly access: IServiceAccess;
  /** The customer key of the environment variables and the log group. Its policy must admit CloudWatch Logs. */
  readonly kmsKeyArn: string;
  /**
   * @default the egress subnets of the network for a function whose capabilities name a host of the internet; for every
   *   other the private subnets, or the isolated ones where there are no private ones
   */
  readonly subnetIds?: readonly string[];
  /** The group of the function's security profile, to share network interfaces. @default one of its own, closed */
  readonly securityGroup?: ISecurityGroup;
  /** What the function may use from the start: hosts of the internet are named here. @default none; see `accept` */
  readonly capabilities?: readonly Capability[];
  /** @default none */
  readonly environment?: Readonly<Record<string, string>>;
  /** 128 to 10,240. @default 512 */
  readonly memoryMib?: number;
  /** 1 to 900. @default 30 */
  readonly timeoutSeconds?: number;
  /** @default 'arm64': a fifth cheaper for the same time (facts.json `pr-lam-arm`) */
  readonly architecture?: 'arm64' | 'x86_64';
  /** Executions at once, at most; 0 stops the function. @default none: the account's unreserved pool */
  readonly reservedConcurrency?: number;
  /** @default 365 */
  readonly logRetentionDays?: number;
  /** Whether X-Ray traces are written. @default true */
  readonly tracing?: boolean;
  /**
   * What must have happened before the alias moves to a new version: the database's migration, for example. Until then
   * callers get the version they had.
   *
   * @default nothing
   */
  readonly liveAfter?: readonly ITerraformDependable[];
  /** @default asynchronous events are dropped after two retries or six hours, as Lambda does by itself */
  readonly onFailure?: FailureHandlingProps;
  /** @default no boundary */
  readonly permissionsBoundaryArn?: string;
  /** As in FunctionRoleProps. @default 'account' */
  readonly roleTrust?: 'account' | 'function';
  /** Admits only code that the configuration's profiles have signed. @default unsigned code is admitted */
  readonly codeSigningConfigArn?: string;
}

/** The alias that everything calls. */
export const LIVE = 'live';
const RUNTIME = 'nodejs22.x';

/**
 * A function in a VPC with all that belongs to it: role, log group, security group, published version and alias.
 *
 * **Order of destruction.** First the function, then its security group, whose destruction waits until Lambda has removed
 * the network interfaces, then the role that Lambda needs for that (`destruction-order.ts`).
 * `replace_security_groups_on_destroy` is left off: it gives the function another group just before the end, which makes
 * a second set of interfaces (provider issue 32130), speeds up no subnet (issue 10329), and its default target, the
 * VPC's default group, is kept closed, and is not ours in an attached or shared VPC.
 *
 * **Logs.** The group is made first, with key and retention, and the role cannot make another. `JSON` is the format, so
 * that Lambda's own lines (`REPORT` with the duration and the start-up time) can be queried as the code's lines can.
 * The code writes JSON lines itself (pino); Lambda passes these on as they are. Lambda's filter for the code's lines is
 * set to let everything through (`TRACE`): the level is the code's own setting, in one place.
 *
 * @throws InvalidInputError with everything that is wrong with the props, and with each capability that the network
 * offers no way for
 */
export class VpcFunction extends Construct implements IFunction, IGrantee {
  /** A function of another stack or team: it can be called, and calls be allowed, but it accepts no capability. */
  static fromAttributes(scope: Construct, id: string, attributes: FunctionAttributes): IFunction {
    return new ImportedFunction(scope, id, attributes);
  }

  readonly functionName: string;
  readonly functionArn: string;
  /** A reference: whatever names the alias comes after it, and after each change of the version behind it. */
  readonly aliasName: string;
  readonly aliasArn: string;
  readonly invokeArn: string;
  readonly logGroupName: string;
  readonly role: FunctionRole;
  readonly securityGroup: ISecurityGroup;
  private readonly alias: LambdaAlias;
  private readonly reach: Reach;
  /** Where a function is placed is decided once. */
  private readonly placedForInternet: boolean;
  private readonly accepted: Capability[] = [];

  constructor(scope: Construct, id: string, props: VpcFunctionProps) {
    super(scope, id);
    const { name, location, capabilities = [], onFailure } = props;
    this.reach = new Reach(name, props.network, props.access);
    this.placedForInternet = needsInternet(destinationsOf(capabilities));
    const subnetIds = this.check(props);
    this.functionArn = regionalArn(location, 'lambda', `function:${name}`);
    const logGroup = this.createLogGroup(props);
    this.logGroupName = logGroup.name;
    this.role = this.createRole(props, logGroup);
    this.securityGroup = props.securityGroup ?? this.createSecurityGroup(props);
    const lambda = this.createFunction(props, logGroup, subnetIds);
    this.functionName = lambda.functionName;
    this.alias = this.createAlias(lambda, props);
    this.aliasName = this.alias.name;
    this.aliasArn = this.alias.arn;
    this.invokeArn = this.alias.invokeArn;
    if (onFailure) {
      this.role.allow(onFailure.destination.statements, 'onFailure.destination.statements');
      handleFailures(this, lambda.functionName, this.alias.name, onFailure);
    }
    for (const capability of capabilities) this.accept(capability);
  }

  /** What the function may use, in the order in which it was granted. */
  get capabilities(): readonly Capability[] {
    return this.accepted;
  }

  /**
   * Gives the function the permissions of the capability and opens its network paths. The configuration is not put into
   * the environment: which variable each property becomes is the contract's business.
   *
   * @throws InvalidInputError that names the function, the capability and the service, when there is no way to it;
   * nothing is granted then. And when the capability names a host of the internet, but none was named at the start: the
   * function stands where no route leads there
   */
  accept(capability: Capability): void {
    const problems = new Problems();
    this.reach.check(problems, [capability]);
    problems.check(this.placedForInternet || !needsInternet(capability.destinations), {
      code: 'function-internet-too-late',
      property: `accept(${capability.title})`,
      received: capability.destinations,
      allowed: 'hosts of the internet only for a function that was placed in the egress subnets',
      fix: 'Give the capability in `capabilities`: where a function is placed follows from them.',
    });
    problems.throwIfAny(this.node.path);
    this.role.allow(capability.statements, capability.title);
    for (const { peer, port, why } of this.reach.connections(capability)) {
      this.securityGroup.connections.allowTo(peer, port, why);
    }
    this.accepted.push(capability);
  }

  use(access: FunctionAccess): Capability {
    // By the plain name: a function that may call itself would otherwise wait for its own alias.
    return invokeCapability(this.node.id, access, { functionArn: this.functionArn, aliasName: LIVE });
  }

  grantInvoke(grantee: IGrantee): void {
    grantee.accept(this.use('invoke'));
  }

  allowInvokeBy(id: string, invoker: Invoker): LambdaPermission {
    return invokePermission(this, id, this, invoker);
  }

  /** Where the function is placed, if nothing is wrong with the props. */
  private check(props: VpcFunctionProps): readonly string[] {
    const problems = new Problems();
    checkFunction(problems, withDefaults(props));
    this.reach.check(problems, props.capabilities ?? []);
    const subnetIds = this.placement(problems, props);
    problems.throwIfAny(this.node.path);
    return subnetIds;
  }

  private placement(problems: Problems, props: VpcFunctionProps): readonly string[] {
    const { network, subnetIds, capabilities = [] } = props;
    const destinations = destinationsOf(capabilities);
    try {
      if (!subnetIds) return subnetsFor(network, destinations).map((subnet) => subnet.id);
      assertPlaceable(network, subnetIds, this.node.path, destinations);
      return subnetIds;
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      for (const problem of error.problems) problems.add(problem);
      return [];
    }
  }

  private createLogGroup(props: VpcFunctionProps): CloudwatchLogGroup {
    const name = `/aws/lambda/${props.name}`;
    return new CloudwatchLogGroup(this, 'logs', {
      name,
      retentionInDays: withDefaults(props).logRetentionDays,
      kmsKeyId: props.kmsKeyArn,
      tags: { Name: name },
    });
  }

  private createRole(props: VpcFunctionProps, logGroup: CloudwatchLogGroup): FunctionRole {
    return new FunctionRole(this, 'role', {
      name: props.name,
      functionArn: this.functionArn,
      accountId: props.location.accountId,
      logGroupArn: logGroup.arn,
      environmentKeyArn: props.kmsKeyArn,
      tracing: props.tracing,
      permissionsBoundaryArn: props.permissionsBoundaryArn,
      trust: props.roleTrust,
    });
  }

  private createSecurityGroup({ name, network }: VpcFunctionProps): SecurityGroup {
    const kebab = name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
    return new SecurityGroup(this, 'security-group', {
      name: kebab,
      description: `Function ${name}`,
      vpcId: network.vpcId,
    });
  }

  private createAlias(
    { functionName, version }: LambdaFunction,
    { liveAfter }: VpcFunctionProps,
  ): LambdaAlias {
    return new LambdaAlias(this, 'alias', {
      name: LIVE,
      description: 'The version in use',
      functionName,
      functionVersion: version,
      dependsOn: liveAfter && [...liveAfter],
    });
  }

  private createFunction(
    props: VpcFunctionProps,
    logGroup: CloudwatchLogGroup,
    subnetIds: readonly string[],
  ): LambdaFunction {
    const { memoryMib, timeoutSeconds, environment } = withDefaults(props);
    const lambda = new LambdaFunction(this, 'function', {
      functionName: props.name,
      description: props.description,
      role: this.role.arn,
      runtime: RUNTIME,
      architectures: [props.architecture ?? 'arm64'],
      handler: props.handler,
      ...codeSource(this, props.name, props.code, props.codeBucketName),
      sourceCodeHash: props.code.sha256Base64,
      codeSigningConfigArn: props.codeSigningConfigArn,
      memorySize: memoryMib,
      timeout: timeoutSeconds,
      reservedConcurrentExecutions: props.reservedConcurrency,
      kmsKeyArn: props.kmsKeyArn,
      environment: Object.keys(environment).length > 0 ? { variables: { ...environment } } : undefined,
      publish: true,
      loggingConfig: {
        logGroup: logGroup.name,
        logFormat: 'JSON',
        applicationLogLevel: 'TRACE',
        systemLogLevel: 'INFO',
      },
      tracingConfig: { mode: (props.tracing ?? true) ? 'Active' : 'PassThrough' },
      vpcConfig: {
        subnetIds: [...subnetIds],
        securityGroupIds: [this.securityGroup.securityGroupId],
        // Lambda demands that every subnet has IPv6 then: the egress subnets alone have.
        ipv6AllowedForDualStack: (props.network.ipv6Egress && this.placedForInternet) || undefined,
      },
      tags: { Name: props.name },
    });
    lambda.dependsOn = orderDestruction(this, this.role, this.securityGroup);
    return lambda;
  }
}

function withDefaults(props: VpcFunctionProps): LimitedFunctionProps {
  const { memoryMib = 512, timeoutSeconds = 30, environment = {}, logRetentionDays = 365 } = props;
  return { ...props, memoryMib, timeoutSeconds, environment, logRetentionDays };
}
