import { written } from '../attribute';
import { companionsOf } from '../companions';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'secretsmanager-rotation',
  severity: 'medium',
  summary: 'A secret is changed by a schedule.',
  rationale: 'A secret that nobody changes is worth as much to a thief in a year as today.',
  remediation: 'Add an `aws_secretsmanager_secret_rotation` that names the secret.',
  references: ['CKV2_AWS_57', 'AwsSolutions-SMG4'],
  types: ['aws_secretsmanager_secret'],
  check: (resource, context) => {
    // Provider 3 had the rotation in the secret itself.
    if (
      written(resource, 'rotation_rules') !== undefined ||
      written(resource, 'rotation_lambda_arn') !== undefined
    ) {
      return pass();
    }
    const { sure, possible } = companionsOf(
      context,
      resource,
      'aws_secretsmanager_secret_rotation',
      'secret_id',
    );
    if (sure.length > 0) return pass();
    const [first] = possible;
    return first
      ? unknown('the rotation', `${first.address} may be of this secret or of another`)
      : fail('no rotation is configured');
  },
};
