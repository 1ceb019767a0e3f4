import { isUnknown, PartialText, toText, type Value } from '../../graph/value';
import { written } from '../attribute';
import { fail, pass } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-password-literal',
  severity: 'high',
  summary: "The master user's password does not stand in the configuration.",
  rationale:
    'Whoever may read the repository, its history, a plan or the state can log in as the master user.',
  remediation: 'Set `manage_master_user_password = true` and remove the password, or take it from a secret.',
  types: ['aws_rds_cluster', 'aws_db_instance', 'aws_docdb_cluster'],
  check: (resource) =>
    ['password', 'master_password', 'password_wo', 'master_password_wo'].flatMap((path) => {
      const value = written(resource, path);
      if (value === undefined || value === '') return [];
      const isLiteral = typeof toText(value) === 'string' || isAllLiteral(value);
      return [isLiteral ? fail(`${path} stands in the configuration`, path) : pass()];
    }),
};

/** A choice between texts is as open as one text. */
function isAllLiteral(value: Value): boolean {
  if (value instanceof PartialText) return false;
  const alternatives = isUnknown(value) ? value.alternatives : undefined;
  return alternatives?.some((one) => typeof one === 'string' && one !== '') === true;
}
