import { checkScope, type GuardrailScope, GuardrailScopeError } from './guardrail-scope';
import { guardrailStatements } from './guardrail-statements';

/** A document of AWS Organizations. Source: AWS Organizations User Guide, "Quotas". */
export const MAX_SCP_CHARACTERS = 5_120;

/** A managed policy, white space not counted. Source: IAM User Guide, "IAM and AWS STS quotas". */
export const MAX_MANAGED_POLICY_CHARACTERS = 6_144;

/** The same limits in two forms: for whoever has an organisation, and for whoever has not. */
export interface Guardrails {
  /** Attached to the account, beside `FullAWSAccess`: it denies and allows nothing. */
  readonly serviceControlPolicy: string;
  /**
   * For the roles of people and pipelines, where no service control policy can be attached: everything that their own
   * policies grant, without what the guardrails deny.
   */
  readonly permissionsBoundary: string;
}

/**
 * Makes it impossible to place a function outside of the approved network, and to take away what limits and records it.
 *
 * @throws GuardrailScopeError for a scope that is not complete, or too large for AWS
 */
export function guardrails(scope: GuardrailScope): Guardrails {
  checkScope(scope);
  const statements = guardrailStatements(scope);
  const everything = { Sid: 'OwnPolicies', Effect: 'Allow', Action: '*', Resource: '*' };
  return {
    serviceControlPolicy: document(statements, MAX_SCP_CHARACTERS, 'service control policy'),
    permissionsBoundary: document(
      [everything, ...statements],
      MAX_MANAGED_POLICY_CHARACTERS,
      'permissions boundary',
    ),
  };
}

/** Without white space, as it is counted. */
function document(statements: readonly object[], most: number, what: string): string {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  if (text.length > most) {
    throw new GuardrailScopeError(
      `the ${what} has ${text.length} characters and may have ${most}: give fewer roles or groups, ` +
        'or name the roles by a pattern',
    );
  }
  return text;
}
