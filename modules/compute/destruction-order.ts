import { SecurityGroup as AwsSecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { dependable, Lazy, TerraformResource, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import type { FunctionRole } from '../identity/function-role';
import type { ISecurityGroup } from '../network/security-group';

/**
 * How long Terraform waits for a security group's interfaces to go. AWS speaks of up to 20 minutes; the provider's
 * documentation of `aws_security_group` of up to 45, with a default of 15.
 */
const GROUP_DELETION_TIMEOUT = '45m';

/**
 * Orders the end of a function: function, then the rules and the security group, then the role.
 *
 * Lambda removes a function's network interfaces some minutes after the function, with the function's role, and cannot
 * when the role is gone. It is the destruction of the security group that waits for the interfaces, so the role has to
 * outlast the group and not only the function: the group depends on the policy with the ENI permissions.
 *
 * A group that another stack made is not ordered: there the role goes right after the function.
 *
 * @returns what the function has to depend on, known when the stack is synthesized
 */
export function orderDestruction(scope: Construct, role: FunctionRole, group: ISecurityGroup): string[] {
  const ours = resourcesOf(scope, group).find((resource) => resource instanceof AwsSecurityGroup);
  if (ours) {
    ours.dependsOn = [...(ours.dependsOn ?? []), dependable(role.platformPolicy)];
    ours.putTimeouts({ delete: GROUP_DELETION_TIMEOUT });
  }
  return Lazy.listValue({
    produce: () => [...role.policies, ...resourcesOf(scope, group)].map(addressOf),
  });
}

/** As `dependable` gives it, without a token for each that has to be resolved. */
export function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}

/** The group and its rules, as far as they are of the same stack. */
function resourcesOf(scope: Construct, group: ISecurityGroup): readonly TerraformResource[] {
  if (!Construct.isConstruct(group) || TerraformStack.of(group) !== TerraformStack.of(scope)) return [];
  return group.node.children.filter(TerraformResource.isTerraformResource);
}
