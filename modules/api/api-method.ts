import { ApiGatewayIntegration } from '@cdktf/provider-aws/lib/api-gateway-integration';
import { ApiGatewayMethod } from '@cdktf/provider-aws/lib/api-gateway-method';
import { ApiGatewayModel } from '@cdktf/provider-aws/lib/api-gateway-model';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import type { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { jsonExpression } from '../core/json-expression';
import { pascalCase } from '../core/naming';
import { parametersOf, pathName } from './api-path';
import { type BodySchema, DRAFT_4 } from './body-schema';
import type { RequestValidators, Validation } from './request-validators';

export const HTTP_VERBS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] as const;
export type HttpVerb = (typeof HTTP_VERBS)[number];

/** The function behind a method, called through its alias. */
export interface ApiFunction {
  readonly functionName: string;
  readonly aliasName: string;
  /** The alias's ARN as API Gateway's integrations name it (`aws_lambda_alias.invoke_arn`). */
  readonly invokeArn: string;
}

/** `iam`: requests are signed (SigV4) and IAM decides. Open methods say why they are open. */
export type MethodAuthorization = 'iam' | { readonly openBecause: string };

export interface ApiMethodProps {
  readonly function: ApiFunction;
  /** Seconds that the function may take: the integration waits at least so long. */
  readonly functionTimeoutSeconds: number;
  /** @default 'iam' */
  readonly authorization?: MethodAuthorization;
  /** What a JSON body must look like, in JSON schema draft 4. @default any body */
  readonly bodySchema?: BodySchema;
  /** Headers without which the request is refused, for example `Idempotency-Key`. @default none */
  readonly requiredHeaders?: readonly string[];
  /** Query parameters without which the request is refused. @default none */
  readonly requiredQuery?: readonly string[];
  /**
   * What API Gateway checks before it calls the function.
   * @default 'body-and-parameters' with a `bodySchema`, else 'parameters'
   */
  readonly validate?: Validation;
  /** Milliseconds that API Gateway waits for the function: at least the function's time, at most 29,000. @default 29000 */
  readonly timeoutMilliseconds?: number;
}

/** What the API gives to each of its methods. */
export interface ApiMethodPlace {
  readonly verb: HttpVerb;
  readonly path: string;
  readonly restApiId: string;
  /** Of the path. */
  readonly resourceId: string;
  /** The method as an execution ARN of the stage. */
  readonly methodArn: string;
  readonly validators: RequestValidators;
}

/** The longest that API Gateway waits for an integration without a quota increase. Source: q-apig-to in the facts. */
export const LONGEST_INTEGRATION_MS = 29_000;

/** One method of one path: what it asks of a request, and the function that answers. */
export class ApiMethod extends Construct {
  /** The execution ARN: what a caller's policy names. */
  readonly methodArn: string;
  /** Whatever a deployment of the API must come after. */
  readonly deployable: readonly TerraformResource[];
  /** Everything in the API that this method decides, for the deployment's trigger. */
  readonly definition: Readonly<Record<string, unknown>>;
  /** What the method calls. */
  readonly integrationUri: string;

  constructor(
    scope: Construct,
    id: string,
    readonly place: ApiMethodPlace,
    props: ApiMethodProps,
  ) {
    super(scope, id);
    this.methodArn = place.methodArn;
    const model = props.bodySchema && this.createModel(place, props.bodySchema);
    const method = this.createMethod(place, props, model);
    const integration = new ApiGatewayIntegration(this, 'Integration', {
      restApiId: place.restApiId,
      resourceId: place.resourceId,
      httpMethod: method.httpMethod,
      type: 'AWS_PROXY',
      // Lambda is always called with POST, whatever the client's verb.
      integrationHttpMethod: 'POST',
      uri: props.function.invokeArn,
      timeoutMilliseconds: props.timeoutMilliseconds ?? LONGEST_INTEGRATION_MS,
    });
    new LambdaPermission(this, 'Permission', {
      statementId: `InvokeBy${place.verb}${pathName(place.path)}`.replaceAll('-', ''),
      action: 'lambda:InvokeFunction',
      functionName: props.function.functionName,
      qualifier: props.function.aliasName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: place.methodArn,
    });
    this.deployable = [...(model ? [model] : []), method, integration];
    const { function: _called, ...decisions } = props;
    this.definition = { verb: place.verb, path: place.path, ...decisions };
    this.integrationUri = props.function.invokeArn;
  }

  private createModel(place: ApiMethodPlace, schema: BodySchema): ApiGatewayModel {
    const { $schema = DRAFT_4, ...keywords } = schema;
    return new ApiGatewayModel(this, 'Body', {
      restApiId: place.restApiId,
      name: `${pascalCase(place.verb.toLowerCase())}${pathName(place.path).replaceAll('-', '')}`,
      description: `Body of ${place.verb} ${place.path}`,
      contentType: 'application/json',
      schema: jsonExpression({ $schema, ...keywords }),
    });
  }

  private createMethod(
    place: ApiMethodPlace,
    props: ApiMethodProps,
    model: ApiGatewayModel | undefined,
  ): ApiGatewayMethod {
    const { authorization = 'iam', bodySchema, requiredHeaders = [], requiredQuery = [] } = props;
    const validate = props.validate ?? (bodySchema ? 'body-and-parameters' : 'parameters');
    const parameters = [
      ...parametersOf(place.path).map((name) => `path.${name}`),
      ...requiredHeaders.map((name) => `header.${name}`),
      ...requiredQuery.map((name) => `querystring.${name}`),
    ];
    return new ApiGatewayMethod(this, 'Method', {
      restApiId: place.restApiId,
      resourceId: place.resourceId,
      httpMethod: place.verb,
      authorization: authorization === 'iam' ? 'AWS_IAM' : 'NONE',
      apiKeyRequired: false,
      requestValidatorId: place.validators.idFor(validate),
      requestParameters:
        parameters.length > 0
          ? Object.fromEntries(parameters.map((parameter) => [`method.request.${parameter}`, true]))
          : undefined,
      requestModels: model && { 'application/json': model.name },
    });
  }
}
