import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { DataAwsRegion } from '@cdktf/provider-aws/lib/data-aws-region';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

/**
 * Where resources live. With it, a resource's ARN is known from its name, before the resource exists: the role of a
 * function can name the function, and a queue's policy can name the queue, without a cycle in Terraform's graph.
 *
 * Plain strings from the environment's configuration are best: they can be read in a review and cost nothing to
 * resolve. Terraform references work as well.
 */
export interface AwsLocation {
  /** `aws`, `aws-cn`, `aws-us-gov` … */
  readonly partition: string;
  /** For example `eu-central-1`. */
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
}

/**
 * The location of the provider's credentials, asked from AWS at plan time. Takes at most one data source of each type
 * for a stack, however often it is called.
 */
export function currentLocation(scope: Construct): AwsLocation {
  const stack = TerraformStack.of(scope);
  const once = <T extends Construct>(id: string, make: () => T): T =>
    (stack.node.tryFindChild(id) as T | undefined) ?? make();
  return {
    partition: once('current-partition', () => new DataAwsPartition(stack, 'current-partition')).partition,
    region: once('current-region', () => new DataAwsRegion(stack, 'current-region')).name,
    accountId: once('current-account', () => new DataAwsCallerIdentity(stack, 'current-account')).accountId,
  };
}

/**
 * The ARN of a regional resource of this account.
 *
 * @param resource everything after the account, for example `function:deposits-dev-get-deposit`
 */
export function regionalArn(location: AwsLocation, service: string, resource: string): string {
  return `arn:${location.partition}:${service}:${location.region}:${location.accountId}:${resource}`;
}
