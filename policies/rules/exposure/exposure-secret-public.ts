import type { Rule } from '../rule';
import { publicOutcomes } from './support/public';

export const rule: Rule = {
  id: 'exposure-secret-public',
  severity: 'critical',
  summary: 'The policy of a secret does not let in everyone.',
  rationale: 'A secret that everyone may read is published.',
  remediation:
    'Name the principals, and set `block_public_policy = true` so that Secrets Manager refuses such a policy.',
  types: ['aws_secretsmanager_secret', 'aws_secretsmanager_secret_policy'],
  check: (resource, context) => publicOutcomes(resource, context, 'the secret'),
};
