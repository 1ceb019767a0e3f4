import type { PolicyStatement } from './policy-document';
import type { CanonicalForm } from './statements';

/** Characters of all inline policies of a role together, white space not counted. Source: IAM and AWS STS quotas. */
export const MAX_INLINE_POLICY_CHARACTERS = 10_240;

/**
 * What a reference is counted as. The ARNs of this system that are not known at synth (Aurora clusters, secrets with
 * their random suffix) have 80 to 120 characters.
 */
export const REFERENCE_CHARACTERS = 120;

/**
 * How many characters the statements take as an IAM policy: an estimate that errs upwards where a value is known only
 * to Terraform.
 *
 * @param canonical gives each Terraform reference as `${…}`. @default the string itself
 */
export function policyCharacters(
  statements: readonly PolicyStatement[],
  canonical: CanonicalForm = (value) => value,
): number {
  const document = {
    Version: '2012-10-17',
    Statement: statements.map(({ sid, effect = 'Allow', actions, resources, conditions = [] }) => ({
      Sid: sid,
      Effect: effect,
      Action: actions,
      Resource: resources?.map(canonical),
      ...(conditions.length > 0 && {
        Condition: conditions.map(({ test, variable, values }) => ({
          [test]: { [variable]: values.map(canonical) },
        })),
      }),
    })),
  };
  return JSON.stringify(document).replace(/\$\{[^}]*\}/g, 'x'.repeat(REFERENCE_CHARACTERS)).length;
}
