import { toBoolean } from '../../graph/value';
import { written } from '../attribute';
import { fail, pass } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-managed-password',
  severity: 'low',
  summary: "AWS keeps and rotates the master user's password.",
  rationale:
    'A password that Terraform sets is in the state in clear text, wherever it came from, and nobody ' +
    'changes it.',
  remediation: 'Replace the password by `manage_master_user_password = true`, or by `password_wo`.',
  references: ['AwsSolutions-DOC3'],
  types: ['aws_rds_cluster', 'aws_db_instance', 'aws_docdb_cluster'],
  check: (resource) => {
    const managed = toBoolean(written(resource, 'manage_master_user_password'));
    if (managed === true) return pass();
    const path = resource.type === 'aws_db_instance' ? 'password' : 'master_password';
    const value = written(resource, path);
    if (value === undefined || value === '') {
      return written(resource, `${path}_wo`) === undefined ? [] : pass();
    }
    return fail(`${path} is in the state in clear text`, path);
  },
};
