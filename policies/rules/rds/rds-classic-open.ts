import { isUnknown } from '../../graph/value';
import { shown, writtenBlocks } from '../attribute';
import { judge, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-classic-open',
  severity: 'critical',
  summary: 'A security group for databases outside of a VPC does not admit everybody.',
  rationale: 'The database is then on the internet, with a password between.',
  remediation: 'Remove it; use `aws_security_group` and `vpc_security_group_ids`.',
  references: ['AwsSolutions-RDS8'],
  types: ['aws_db_security_group'],
  check: (resource) =>
    writtenBlocks(resource, 'ingress').map((ingress) => {
      if (isUnknown(ingress)) return unknown('ingress', ingress, 'ingress');
      return judge(
        ingress['cidr'],
        'cidr',
        (value) => (/\/0$/.test(String(value)) ? `${shown(value)} is admitted` : undefined),
        'ingress',
      );
    }),
};
