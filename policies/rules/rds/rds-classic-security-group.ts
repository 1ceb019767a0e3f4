import { isList } from '../../graph/value';
import { written } from '../attribute';
import { fail, judge } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-classic-security-group',
  severity: 'medium',
  summary: 'No security group for databases outside of a VPC exists, or is used.',
  rationale:
    'Such a group admits addresses to a database that has no VPC around it. AWS retired these networks in ' +
    '2022.',
  remediation: 'Remove it; use `aws_security_group` and `vpc_security_group_ids`.',
  references: ['CKV_AWS_198'],
  types: ['aws_db_security_group', 'aws_db_instance'],
  check: (resource) => {
    if (resource.type === 'aws_db_security_group')
      return fail('the security group works outside of a VPC only');
    return judge(
      written(resource, 'security_group_names'),
      'security_group_names',
      (value) =>
        isList(value) && value.length > 0 ? 'the database has a security group outside of a VPC' : undefined,
      'security_group_names',
    );
  },
};
