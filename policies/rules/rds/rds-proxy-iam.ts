import { isUnknown } from '../../graph/value';
import { mustBeOneOf, writtenBlocks } from '../attribute';
import { unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-proxy-iam',
  severity: 'medium',
  summary: 'A database proxy lets in only whom IAM knows.',
  rationale:
    'With a password alone, whoever once read it can connect for ever, and the log does not say who it ' +
    'was.',
  remediation: 'Set `iam_auth = "REQUIRED"` in each `auth`.',
  types: ['aws_db_proxy'],
  check: (resource) =>
    writtenBlocks(resource, 'auth').map((auth, index) => {
      const path = `auth[${index}].iam_auth`;
      if (isUnknown(auth)) return unknown(path, auth, path);
      return mustBeOneOf(resource, path, ['REQUIRED']);
    }),
};
