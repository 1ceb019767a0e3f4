import type { Resource } from '../../../graph/resource';
import { isList, isUnknown, type Value } from '../../../graph/value';
import { managedPolicyName } from '../../../model/identity/managed-policies';
import type { RuleContext } from '../../context';
import { fail, type Outcome, pass, unknown } from '../../outcome';

/** Where managed policies are attached, by the attribute that names them. */
const ATTACHES: Readonly<Record<string, string>> = {
  aws_iam_role: 'managed_policy_arns',
  aws_iam_policy_attachment: 'policy_arn',
  aws_iam_role_policy_attachment: 'policy_arn',
  aws_iam_user_policy_attachment: 'policy_arn',
  aws_iam_group_policy_attachment: 'policy_arn',
  aws_iam_role_policy_attachments_exclusive: 'policy_arns',
  aws_iam_user_policy_attachments_exclusive: 'policy_arns',
  aws_iam_group_policy_attachments_exclusive: 'policy_arns',
  aws_ssoadmin_managed_policy_attachment: 'managed_policy_arn',
};

export const ATTACHMENT_TYPES: readonly string[] = Object.keys(ATTACHES);

/** The policies of AWS that allow all of one service or of many; those for administrators have rules of their own. */
export function isWide(name: string): boolean {
  return (
    /(FullAccess(V\d)?|PowerUserAccess|(Database|Network|System)Administrator|DataScientist|PowerUser)$/.test(
      name,
    ) && !/IAMFullAccess/.test(name)
  );
}

/**
 * Judges each policy of AWS that the resource attaches, by its name with its path. A data source finds a policy by name.
 *
 * @param wrong what is wrong with the attachment of the policy
 */
export function judgeManagedPolicies(
  resource: Resource,
  context: RuleContext,
  wrong: (name: string) => string | undefined,
): readonly Outcome[] {
  if (resource.mode === 'data') return byData(resource, wrong);
  const path = ATTACHES[resource.type] ?? 'policy_arn';
  const given = resource.get(path);
  if (given === undefined) return [];
  const values = isList(given) ? given : [given];
  return values.map((value, index) => {
    const at = isList(given) ? `${path}[${index}]` : path;
    const name = nameOf(value, context);
    if (name !== undefined) {
      const message = wrong(name);
      return message === undefined ? pass() : fail(message, at);
    }
    const elsewhere = isUnknown(value) && value.reference?.kind === 'resource';
    return isUnknown(value) && !elsewhere ? unknown('which policy is attached', value, at) : pass();
  });
}

function nameOf(value: Value, { graph }: RuleContext): string | undefined {
  const data = graph.referred(value);
  if (data?.mode === 'data' && data.type === 'aws_iam_policy') {
    const name = data.get('name');
    if (typeof name === 'string') return name;
  }
  return managedPolicyName(graph.text(value) ?? '');
}

function byData(resource: Resource, wrong: (name: string) => string | undefined): readonly Outcome[] {
  return ['name', 'arn'].flatMap((path): readonly Outcome[] => {
    const value = resource.get(path);
    if (typeof value !== 'string') return [];
    const message = wrong(path === 'arn' ? (managedPolicyName(value) ?? value) : value);
    return [message === undefined ? pass() : fail(message, path)];
  });
}
