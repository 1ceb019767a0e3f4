import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import type { Construct } from 'constructs';
import type { Capability, IGrantee, IUsable } from '../core/capability';
import { Problems } from '../core/errors';
import { pascalCase } from '../core/naming';
import { INVOKE_ACTIONS } from '../identity/actions';

export type FunctionAccess = 'invoke';

/** Who, besides identities with a grant, may call a function. */
export interface Invoker {
  /** A service principal, such as `apigateway.amazonaws.com`. */
  readonly service: string;
  /** The one resource of the service that may call: an API's method, a rule, a secret, a bucket. */
  readonly sourceArn: string;
  /**
   * The account that owns the source. Needed where the source's ARN names none (a bucket), of use where the service
   * sends it (Secrets Manager). API Gateway and scheduled rules do not reliably send `aws:SourceAccount`; their ARNs hold
   * the account, and a permission that asked for it as well would never match.
   *
   * @default none
   */
  readonly sourceAccountId?: string;
}

/** A function that can be called. Everything is called through the alias, so that a version is never bypassed. */
export interface IFunction extends IUsable<FunctionAccess> {
  readonly functionName: string;
  /** Without a version or alias. */
  readonly functionArn: string;
  readonly aliasName: string;
  /** The ARN of the alias: what others call. */
  readonly aliasArn: string;
  /** The alias as an integration of API Gateway names it. */
  readonly invokeArn: string;
  /** Allows the grantee to call the function and opens the network path to Lambda. */
  grantInvoke(grantee: IGrantee): void;
  /**
   * Allows one resource of an AWS service to call the function.
   *
   * @param id names the permission: a contract, as all construct ids are
   * @throws InvalidInputError for a service that is none, an empty or all-embracing source, or a bucket without account
   */
  allowInvokeBy(id: string, invoker: Invoker): LambdaPermission;
}

/** How a function is called, of this stack or another. */
export type Invocable = Pick<
  IFunction,
  'functionName' | 'functionArn' | 'aliasName' | 'aliasArn' | 'invokeArn'
>;

/**
 * Names the alias by its name, not by a reference to it: with each new version Terraform changes the alias, and would
 * then show every caller's policy as "known after apply" though nothing about it changes.
 */
export function invokeCapability(
  name: string,
  access: FunctionAccess,
  called: Pick<Invocable, 'functionArn' | 'aliasName'>,
): Capability {
  const aliasArn = `${called.functionArn}:${called.aliasName}`;
  return {
    title: `${name}: ${access}`,
    statements: [{ sid: `Invoke${pascalCase(name)}`, actions: INVOKE_ACTIONS, resources: [aliasArn] }],
    destinations: [{ kind: 'service', service: 'lambda' }],
    configuration: { functionArn: aliasArn },
  };
}

/** @param called the alias by reference where it is of the same stack: AWS refuses a permission on one that is not there */
export function invokePermission(
  scope: Construct,
  id: string,
  called: Pick<IFunction, 'functionName' | 'aliasName'>,
  invoker: Invoker,
): LambdaPermission {
  checkInvoker(scope.node.path, invoker);
  return new LambdaPermission(scope, `invoke-by-${id}`, {
    statementId: `InvokeBy${pascalCase(id)}`,
    action: 'lambda:InvokeFunction',
    functionName: called.functionName,
    qualifier: called.aliasName,
    principal: invoker.service,
    sourceArn: invoker.sourceArn,
    sourceAccount: invoker.sourceAccountId,
  });
}

function checkInvoker(path: string, { service, sourceArn, sourceAccountId }: Invoker): void {
  const problems = new Problems();
  problems.check(/^[a-z0-9.-]+\.amazonaws\.com$/.test(service), {
    code: 'invoker-service',
    property: 'service',
    received: service,
    allowed: 'a service principal, such as apigateway.amazonaws.com',
    fix: 'Grant identities with grantInvoke; this is for AWS services.',
  });
  problems.check(sourceArn.length > 0 && sourceArn !== '*', {
    code: 'invoker-source',
    property: 'sourceArn',
    received: sourceArn,
    allowed: 'the ARN of one resource',
    fix: 'Name the resource that calls: without it, any customer of the service could.',
  });
  problems.check(service !== 's3.amazonaws.com' || sourceAccountId !== undefined, {
    code: 'invoker-account',
    property: 'sourceAccountId',
    received: sourceAccountId,
    allowed: 'the account of the bucket',
    fix: 'Give it: the ARN of a bucket names no account, and a deleted bucket name can be taken by anybody.',
  });
  problems.throwIfAny(path);
}
