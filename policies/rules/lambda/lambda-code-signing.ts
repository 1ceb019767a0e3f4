import { mustBeSet } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'lambda-code-signing',
  severity: 'low',
  summary: 'A function accepts signed code only.',
  rationale:
    'Whoever may update the code of a function runs as its role. With signing, only what the pipeline signed runs.',
  remediation: 'Set `code_signing_config_arn`. Images cannot be signed in this way.',
  references: ['CKV_AWS_272'],
  types: ['aws_lambda_function'],
  check: (resource) =>
    resource.get('package_type') === 'Image'
      ? []
      : mustBeSet(resource, 'code_signing_config_arn', {
          message: 'the function accepts code that nobody signed',
        }),
};
