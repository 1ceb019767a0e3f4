import { isUnknown } from '../../graph/value';
import { written, writtenBlocks } from '../attribute';
import { judge, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-proxy-password-scheme',
  severity: 'low',
  summary: 'A database proxy checks passwords by a strong scheme.',
  rationale:
    'With `POSTGRES_MD5` and `MYSQL_NATIVE_PASSWORD` what is stored and sent can be used or guessed from ' +
    'a recording.',
  remediation:
    'Set `client_password_auth_type` to `POSTGRES_SCRAM_SHA_256` or `MYSQL_CACHING_SHA2_PASSWORD`.',
  types: ['aws_db_proxy'],
  check: (resource) =>
    writtenBlocks(resource, 'auth').map((auth, index) => {
      const path = `auth[${index}].client_password_auth_type`;
      if (isUnknown(auth)) return unknown(path, auth, path);
      return judge(
        written(resource, path),
        path,
        (value) =>
          value === 'POSTGRES_MD5' || value === 'MYSQL_NATIVE_PASSWORD' ? `${path} is ${value}` : undefined,
        path,
      );
    }),
};
