import { ACCESS_POLICIES } from './managed-access-policies';
import type { ManagedPolicy } from './managed-policy';
import { SERVICE_POLICIES } from './managed-service-policies';

/**
 * By the name in the ARN, with its path: `service-role/AWSLambdaBasicExecutionRole`. After the AWS Managed Policy
 * Reference Guide. What is long there is cut here and says so: such a policy may allow more than is written.
 */
export const MANAGED_POLICIES: Readonly<Record<string, ManagedPolicy>> = {
  ...ACCESS_POLICIES,
  ...SERVICE_POLICIES,
};

const managedArn = /^arn:[^:]+:iam::aws:policy\/(.+)$/;

/** The name with its path, if the ARN is that of a policy which AWS keeps. */
export function managedPolicyName(arn: string): string | undefined {
  return managedArn.exec(arn)?.[1];
}

/** The policy by its ARN's name; nothing where the table does not have it. */
export function managedPolicy(name: string): ManagedPolicy | undefined {
  return Object.hasOwn(MANAGED_POLICIES, name) ? MANAGED_POLICIES[name] : undefined;
}

const byLastName = new Map(
  Object.keys(MANAGED_POLICIES).map((name) => [name.slice(name.lastIndexOf('/') + 1), name]),
);

/** The ARN of the policy with that name, by which a data source finds it. */
export function managedArnOf(name: string, partition: string): string | undefined {
  const full = byLastName.get(name);
  return full === undefined ? undefined : `arn:${partition}:iam::aws:policy/${full}`;
}
