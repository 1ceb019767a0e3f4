import { createHash } from 'node:crypto';
import { ApiGatewayClientCertificate } from '@cdktf/provider-aws/lib/api-gateway-client-certificate';
import { ApiGatewayDeployment } from '@cdktf/provider-aws/lib/api-gateway-deployment';
import { ApiGatewayMethodSettings } from '@cdktf/provider-aws/lib/api-gateway-method-settings';
import { ApiGatewayResource } from '@cdktf/provider-aws/lib/api-gateway-resource';
import { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api';
import { ApiGatewayRestApiPolicy } from '@cdktf/provider-aws/lib/api-gateway-rest-api-policy';
import { ApiGatewayStage } from '@cdktf/provider-aws/lib/api-gateway-stage';
import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { Wafv2WebAclAssociation } from '@cdktf/provider-aws/lib/wafv2-web-acl-association';
import { dependable, Fn, type ITerraformDependable, Lazy } from 'cdktf';
import { Construct } from 'constructs';
import type { ICustomerKey } from '../data/customer-key';
import type { AwsLocation } from '../identity/aws-location';
import { toBlock } from '../identity/policy-document';
import type { AccountLogging } from './account-logging';
import { checkApiProps, checkMethod } from './api-checks';
import { ApiDomain, type CustomDomain } from './api-domain';
import { ACCESS_LOG_FORMAT, ApiLogs } from './api-logs';
import { ApiMethod, type ApiMethodProps, type HttpVerb } from './api-method';
import { arnPathOf, pathName, segmentsOf } from './api-path';
import { type ApiEndpoint, apiPolicy } from './api-policy';
import { ProblemResponses } from './problem-responses';
import { RequestValidators } from './request-validators';

/** An API as those see it who call or observe it. */
export interface IRestApi {
  readonly name: string;
  readonly restApiId: string;
  readonly stageName: string;
  /** `https://…/<stage>` */
  readonly invokeUrl: string;
  /** The execution ARN of a method of the stage, for the policy of a caller. A path parameter becomes `*`. */
  methodArn(verb: HttpVerb, path: string): string;
  attributes(): RestApiAttributes;
}

export interface RestApiAttributes {
  readonly name: string;
  readonly restApiId: string;
  readonly stageName: string;
  readonly executionArn: string;
  readonly invokeUrl: string;
}

export interface Throttling {
  /** Requests a second over time, for each method. At most 10,000, the account's quota for a region. */
  readonly ratePerSecond: number;
  /** Requests at once, for each method. At most 5,000. */
  readonly burst: number;
}

export interface RestApiProps {
  /** For example `deposits-dev-api`. */
  readonly name: string;
  readonly description: string;
  readonly location: AwsLocation;
  readonly endpoint: ApiEndpoint;
  /** The first part of every path, for example `v1`. */
  readonly stageName: string;
  readonly throttling: Throttling;
  /** Encrypts the logs. Its policy must name the log groups `/aws/apigateway/<name>` and `API-Gateway-Execution-Logs_*`. */
  readonly key: ICustomerKey;
  /** Days that the logs are kept; a period that CloudWatch Logs offers. @default 365 */
  readonly logRetentionDays?: number;
  /** What is logged of executions. Never bodies. @default 'ERROR' */
  readonly loggingLevel?: 'OFF' | 'ERROR' | 'INFO';
  /** The account's role for API Gateway's logs, when this system sets it. @default the account has it already */
  readonly accountLogging?: AccountLogging;
  /** The ARN of a web ACL of AWS WAF in the API's region. @default none */
  readonly webAclArn?: string;
  /** A name of one's own. Regional APIs only. @default AWS's name */
  readonly customDomain?: CustomDomain;
  /** Whether AWS's name is taken away, so that nobody comes past the custom domain. @default false */
  readonly disableExecuteApiEndpoint?: boolean;
  /** Whether API Gateway shows a client certificate to HTTP backends. Functions see nothing of it. @default false */
  readonly clientCertificate?: boolean;
  /** @default only `Name` */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A REST API in front of functions, closed by default: requests are signed, checked against a schema, throttled, logged
 * without their contents, traced; errors are problem documents (RFC 9457). The stage always serves what is declared:
 * a change of the definition makes a new deployment before the old one goes.
 *
 * @throws InvalidInputError with everything that API Gateway would refuse, or that contradicts itself
 */
export class RestApi extends Construct implements IRestApi {
  /** An API that another stack made. Creates nothing. */
  static fromAttributes(attributes: RestApiAttributes): IRestApi {
    return new ImportedApi(attributes);
  }

  readonly name: string;
  readonly restApiId: string;
  readonly stageName: string;
  readonly invokeUrl: string;
  /** Set with a custom domain: what its DNS record points to. */
  readonly domain?: ApiDomain;
  private readonly props: RestApiProps;
  private readonly api: ApiGatewayRestApi;
  private readonly executionArn: string;
  private readonly policy: DataAwsIamPolicyDocument;
  private readonly validators: RequestValidators;
  private readonly deployment: ApiGatewayDeployment;
  private readonly resources = new Map<string, ApiGatewayResource>();
  private readonly methods: ApiMethod[] = [];
  private readonly open: string[] = [];

  constructor(scope: Construct, id: string, props: RestApiProps) {
    super(scope, id);
    checkApiProps(this.node.path, props);
    this.props = props;
    this.name = props.name;
    this.stageName = props.stageName;
    this.api = this.createApi();
    this.restApiId = this.api.id;
    this.executionArn = this.api.executionArn;
    this.policy = new DataAwsIamPolicyDocument(this, 'Policy');
    this.updatePolicy();
    const access = new ApiGatewayRestApiPolicy(this, 'Access', {
      restApiId: this.restApiId,
      policy: this.policy.json,
    });
    this.validators = new RequestValidators(this, 'Validators', this.restApiId);
    const problems = new ProblemResponses(this, 'Problems', this.restApiId);
    this.deployment = this.createDeployment(problems, [access, ...problems.responses]);
    const stage = this.createStage();
    this.invokeUrl = stage.invokeUrl;
    if (props.webAclArn !== undefined) {
      new Wafv2WebAclAssociation(this, 'WebAcl', { resourceArn: stage.arn, webAclArn: props.webAclArn });
    }
    if (props.customDomain) {
      const { customDomain: domain } = props;
      this.domain = new ApiDomain(this, 'Domain', {
        domain,
        restApiId: this.restApiId,
        stageName: stage.stageName,
      });
    }
  }

  /**
   * Adds a method, the path to it, and the permission with which this method, and nothing else, calls the function.
   *
   * @throws InvalidInputError with all problems of the method
   */
  addMethod(verb: HttpVerb, path: string, props: ApiMethodProps): ApiMethod {
    checkMethod(
      this.node.path,
      verb,
      path,
      props,
      this.methods.map((method) => method.place),
    );
    const method = new ApiMethod(
      this,
      `${verb}-${pathName(path)}`,
      {
        verb,
        path,
        restApiId: this.restApiId,
        resourceId: this.resourceId(segmentsOf(path)),
        methodArn: this.methodArn(verb, path),
        validators: this.validators,
      },
      props,
    );
    this.methods.push(method);
    this.deployment.dependsOn?.push(...method.deployable.map(dependable));
    if (props.authorization !== undefined && props.authorization !== 'iam') this.open.push(method.methodArn);
    this.updatePolicy();
    return method;
  }

  methodArn(verb: HttpVerb, path: string): string {
    return methodArn(this.attributes(), verb, path);
  }

  attributes(): RestApiAttributes {
    const { name, restApiId, stageName, executionArn, invokeUrl } = this;
    return { name, restApiId, stageName, executionArn, invokeUrl };
  }

  private createApi(): ApiGatewayRestApi {
    const { name, description, endpoint, disableExecuteApiEndpoint = false, tags } = this.props;
    return new ApiGatewayRestApi(this, 'Api', {
      name,
      description,
      disableExecuteApiEndpoint,
      endpointConfiguration:
        endpoint.kind === 'private'
          ? { types: ['PRIVATE'], vpcEndpointIds: [...endpoint.vpcEndpointIds] }
          : { types: ['REGIONAL'] },
      tags: { Name: name, ...tags },
      lifecycle: { createBeforeDestroy: true },
    });
  }

  /** The whole document again: the open methods are not known before the last one is added. */
  private updatePolicy(): void {
    const { endpoint, stageName, location } = this.props;
    const statements = apiPolicy({
      endpoint,
      stageName,
      partition: location.partition,
      accountId: location.accountId,
      executionArn: this.executionArn,
      openMethodArns: this.open,
    });
    this.policy.putStatement(statements.map(toBlock));
  }

  private createDeployment(
    problems: ProblemResponses,
    dependsOn: ITerraformDependable[],
  ): ApiGatewayDeployment {
    return new ApiGatewayDeployment(this, 'Deployment', {
      restApiId: this.restApiId,
      description: this.props.description,
      triggers: {
        definition: Lazy.stringValue({
          produce: (context) => {
            const methods = this.methods.map((method) => method.definition);
            const definition = context.resolve([this.props.endpoint, problems.definition, methods]);
            return createHash('sha256').update(JSON.stringify(definition)).digest('hex');
          },
        }),
        // Known to Terraform only: ids of the account, of endpoints, of functions.
        integrations: Lazy.stringValue({
          produce: (context) =>
            context.resolve(
              Fn.sha256(
                Fn.join(
                  ' ',
                  this.methods.map((method) => method.integrationUri),
                ),
              ),
            ),
        }),
        policy: Fn.sha256(this.policy.json),
      },
      dependsOn,
      lifecycle: { createBeforeDestroy: true },
    });
  }

  private createStage(): ApiGatewayStage {
    const { props } = this;
    const logs = new ApiLogs(this, 'Logs', {
      name: props.name,
      restApiId: this.restApiId,
      stageName: props.stageName,
      retentionDays: props.logRetentionDays ?? 365,
      keyArn: props.key.keyArn,
    });
    const stage = new ApiGatewayStage(this, 'Stage', {
      restApiId: this.restApiId,
      deploymentId: this.deployment.id,
      stageName: props.stageName,
      description: props.description,
      xrayTracingEnabled: true,
      accessLogSettings: { destinationArn: logs.accessGroup.arn, format: ACCESS_LOG_FORMAT },
      clientCertificateId: props.clientCertificate
        ? new ApiGatewayClientCertificate(this, 'ClientCertificate', {
            description: props.name,
            tags: { Name: props.name, ...props.tags },
          }).id
        : undefined,
      tags: { Name: `${props.name}-${props.stageName}`, ...props.tags },
      dependsOn: [logs.executionGroup, ...(props.accountLogging ? [props.accountLogging.account] : [])],
    });
    new ApiGatewayMethodSettings(this, 'Settings', {
      restApiId: this.restApiId,
      stageName: stage.stageName,
      methodPath: '*/*',
      settings: {
        loggingLevel: props.loggingLevel ?? 'ERROR',
        dataTraceEnabled: false,
        metricsEnabled: true,
        throttlingRateLimit: props.throttling.ratePerSecond,
        throttlingBurstLimit: props.throttling.burst,
        cachingEnabled: false,
        cacheDataEncrypted: true,
      },
    });
    return stage;
  }

  private resourceId(segments: readonly string[]): string {
    const pathPart = segments.at(-1);
    if (pathPart === undefined) return this.api.rootResourceId;
    const path = `/${segments.join('/')}`;
    const existing = this.resources.get(path);
    if (existing) return existing.id;
    const resource = new ApiGatewayResource(this, `Path-${pathName(path)}`, {
      restApiId: this.restApiId,
      parentId: this.resourceId(segments.slice(0, -1)),
      pathPart,
    });
    this.resources.set(path, resource);
    return resource.id;
  }
}

class ImportedApi implements IRestApi {
  readonly name: string;
  readonly restApiId: string;
  readonly stageName: string;
  readonly invokeUrl: string;

  constructor(private readonly api: RestApiAttributes) {
    this.name = api.name;
    this.restApiId = api.restApiId;
    this.stageName = api.stageName;
    this.invokeUrl = api.invokeUrl;
  }

  methodArn(verb: HttpVerb, path: string): string {
    return methodArn(this.api, verb, path);
  }

  attributes(): RestApiAttributes {
    return this.api;
  }
}

function methodArn({ executionArn, stageName }: RestApiAttributes, verb: HttpVerb, path: string): string {
  return `${executionArn}/${stageName}/${verb}${arnPathOf(path)}`;
}
