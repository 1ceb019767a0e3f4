import { PartialText, toText } from '../../graph/value';
import { judge, pass } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-group-description',
  severity: 'low',
  summary: 'A security group says what it is for.',
  rationale:
    'AWS keeps the description for the life of the group. Without one nobody can tell later whether a group may be ' +
    'removed, or a rule of it narrowed; the provider then writes "Managed by Terraform", which says nothing.',
  remediation: 'Write `description`: for whom the group is, and who may connect.',
  references: ['CKV_AWS_23', 'AVD-AWS-0099', 'AwsSolutions-EC27'],
  types: ['aws_security_group', 'aws_db_security_group', 'aws_redshift_security_group'],
  check: (resource) => {
    const description = resource.get('description');
    // A text around something unknown is one: `${var.name} of the shop`.
    if (description instanceof PartialText && isWritten(description)) return pass();
    return judge(
      description,
      'description',
      (known) => {
        const text = toText(known);
        if (typeof text !== 'string' || text.trim() === '') return 'the security group has no description';
        return text === 'Managed by Terraform' ? 'the description is only the default one' : undefined;
      },
      'description',
    );
  },
};

/** It has a word, and is not the provider's own text with pieces of it unknown. */
function isWritten({ parts }: PartialText): boolean {
  const known = parts.filter((part) => typeof part === 'string');
  return known.some((part) => /\w/.test(part) && !'Managed by Terraform'.includes(part));
}
