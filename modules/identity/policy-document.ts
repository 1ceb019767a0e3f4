import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import type { Construct } from 'constructs';
import type { Statement } from '../core/capability';

/** A statement of any policy: of an identity, a resource, a key or a VPC endpoint. */
export interface PolicyStatement extends Omit<Statement, 'resources'> {
  /** @default 'Allow' */
  readonly effect?: 'Allow' | 'Deny';
  /** @default none, as identity policies have it */
  readonly principals?: readonly Principal[];
  /** @default none. Identity, key and endpoint policies need it; trust policies refuse it. */
  readonly resources?: readonly string[];
}

/** Whom a statement of a resource policy speaks of. */
export interface Principal {
  readonly type: 'AWS' | 'Service' | 'Federated' | '*';
  readonly identifiers: readonly string[];
}

/**
 * Writes the statements as an `aws_iam_policy_document` data source, which a reviewer can read and which renders the
 * same in JSON and HCL. Returns the reference to its JSON.
 */
export function policyDocument(scope: Construct, id: string, statements: readonly PolicyStatement[]): string {
  return new DataAwsIamPolicyDocument(scope, id, { statement: statements.map(toBlock) }).json;
}

/** The statement in the terms of the data source. */
export function toBlock(statement: PolicyStatement): DataAwsIamPolicyDocumentStatement {
  const { sid, effect = 'Allow', actions, resources, principals, conditions } = statement;
  return {
    sid,
    effect,
    actions: [...actions],
    resources: resources && [...resources],
    principals: principals?.map(({ type, identifiers }) => ({ type, identifiers: [...identifiers] })),
    condition: conditions?.map(({ test, variable, values }) => ({ test, variable, values: [...values] })),
  };
}
