import { toText } from '../../graph/value';
import { written } from '../attribute';
import { fail, pass } from '../outcome';
import type { Rule } from '../rule';
import { isPointer } from '../secret-text';

export const rule: Rule = {
  id: 'codebuild-source-token',
  severity: 'high',
  summary: 'The credentials for a source do not stand in the configuration.',
  rationale: 'Whoever may read the repository or the state can change the program that is built.',
  remediation:
    'Use a connection of CodeConnections (`auth_type = "CODECONNECTIONS"`), or take the token from a ' +
    'secret.',
  types: ['aws_codebuild_source_credential'],
  check: (resource) => {
    const token = written(resource, 'token');
    const auth = resource.get('auth_type');
    if (token === undefined || auth === 'CODECONNECTIONS' || auth === 'SECRETS_MANAGER') return [];
    return typeof toText(token) === 'string' && !isPointer(String(token))
      ? fail('token stands in the configuration', 'token')
      : pass();
  },
};
