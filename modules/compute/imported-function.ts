import type { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { Construct } from 'constructs';
import type { Capability, IGrantee } from '../core/capability';
import {
  type FunctionAccess,
  type IFunction,
  type Invocable,
  type Invoker,
  invokeCapability,
  invokePermission,
} from './invocation';

/** What another stack has to know of a function to call it. */
export type FunctionAttributes = Invocable;

/** A function that another stack or team made. Use `VpcFunction.fromAttributes`. */
export class ImportedFunction extends Construct implements IFunction {
  readonly functionName: string;
  readonly functionArn: string;
  readonly aliasName: string;
  readonly aliasArn: string;
  readonly invokeArn: string;

  constructor(scope: Construct, id: string, attributes: FunctionAttributes) {
    super(scope, id);
    this.functionName = attributes.functionName;
    this.functionArn = attributes.functionArn;
    this.aliasName = attributes.aliasName;
    this.aliasArn = attributes.aliasArn;
    this.invokeArn = attributes.invokeArn;
  }

  use(access: FunctionAccess): Capability {
    return invokeCapability(this.node.id, access, this);
  }

  grantInvoke(grantee: IGrantee): void {
    grantee.accept(this.use('invoke'));
  }

  allowInvokeBy(id: string, invoker: Invoker): LambdaPermission {
    return invokePermission(this, id, this, invoker);
  }
}
