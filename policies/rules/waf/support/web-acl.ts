import type { Resource } from '../../../graph/resource';
import { isUnknown, type Unknown, type ValueObject } from '../../../graph/value';
import { type Companions, companionsOf } from '../../companions';
import type { RuleContext } from '../../context';

/** The resources that put a web ACL before the resource: an API's stage, a load balancer, a user pool. */
export function associationsOf(context: RuleContext, resource: Resource): Companions {
  const found = ['aws_wafv2_web_acl_association', 'aws_wafregional_web_acl_association'].map((type) =>
    companionsOf(context, resource, type, 'resource_arn', ['arn']),
  );
  return {
    sure: found.flatMap(({ sure }) => sure),
    possible: found.flatMap(({ possible }) => possible),
  };
}

/** The web ACLs (second version) that the resource names at the attribute. */
export function aclsAt(context: RuleContext, resource: Resource, attribute: string): readonly Resource[] {
  return context.graph.referencesFrom(resource, attribute, 'aws_wafv2_web_acl');
}

/** A group of rules that AWS maintains, as a web ACL uses it. */
export interface ManagedGroup {
  readonly name: string;
  readonly rule: ValueObject;
  readonly statement: ValueObject;
  /** Of the rule. */
  readonly path: string;
}

/** The groups of AWS in a web ACL, and why there may be others. */
export function managedGroups(acl: Resource): {
  readonly groups: readonly ManagedGroup[];
  readonly unknown?: Unknown;
} {
  const groups: ManagedGroup[] = [];
  let unknown: Unknown | undefined;
  acl.blocks('rule').forEach((rule, index) => {
    const path = `rule[${index}]`;
    if (isUnknown(rule)) {
      unknown ??= rule;
      return;
    }
    for (const group of acl.blocks(`${path}.statement[0].managed_rule_group_statement`)) {
      const name = isUnknown(group) ? group : group['name'];
      if (isUnknown(name)) unknown ??= name;
      else if (typeof name === 'string' && !isUnknown(group))
        groups.push({ name, rule, statement: group, path });
    }
  });
  return { groups, ...(unknown ? { unknown } : {}) };
}
