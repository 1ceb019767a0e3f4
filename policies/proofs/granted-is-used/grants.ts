import type { PolicyStatement } from '../../graph/policy-document';
import type { Resource, Source } from '../../graph/resource';
import type { Value } from '../../graph/value';
import type { CompiledStatement, StatementReference } from '../../iam/statement';
import { type AttachedPolicy, allPolicies, type Identity } from '../../model/identity/principal';
import { statementOf } from '../../model/policy-of';

/** A statement of a role's policies, and where it is written. */
export interface Grant {
  readonly policy: AttachedPolicy;
  readonly statement: CompiledStatement;
  /** None for a policy that is not written in the configuration. */
  readonly written?: PolicyStatement;
}

/** Where a reviewer finds a statement. */
export interface StatementPlace {
  /** Terraform's address of what holds the document: the data source, where one makes it. */
  readonly address: string;
  readonly path: string;
  readonly sid?: string;
  readonly source: Source;
}

/** The statements that allow, of all policies that the role has. */
export class Grants {
  readonly all: readonly Grant[];
  private readonly byReference = new Map<string, Grant>();

  constructor(
    identity: Identity,
    private readonly resourceOf: (key: string) => Resource | undefined,
  ) {
    this.all = allPolicies(identity).flatMap((policy) =>
      policy.policy.statements.map((statement): Grant => {
        const written = policy.bound && statementOf(policy.bound, statement.source.index);
        return { policy, statement, ...(written ? { written } : {}) };
      }),
    );
    for (const grant of this.all) this.byReference.set(keyOf(grant.statement.reference), grant);
  }

  find(reference: StatementReference): Grant | undefined {
    return this.byReference.get(keyOf(reference));
  }

  place({ policy, statement, written }: Grant): StatementPlace {
    const { sid } = statement.reference;
    const holder = (written && this.resourceOf(written.resource)) ?? policy.holder;
    return {
      address: holder.address,
      path: written?.path ?? '',
      ...(sid === undefined ? {} : { sid }),
      source: written?.source ?? holder.source,
    };
  }

  /** The resource to which a finding about the statement belongs: of several, the one that is written nearest to it. */
  holder({ policy, written }: Grant): Resource {
    return (written && this.resourceOf(written.resource)) ?? policy.holder;
  }
}

/** The resources of the statement as the graph has them: the evaluator's are texts. */
export function resourceValues({ written }: Grant): readonly Value[] {
  return written?.resources ?? [];
}

function keyOf({ policy, statement }: StatementReference): string {
  return `${policy} ${statement}`;
}

/** `"ReadSecret" of data.aws_iam_policy_document.grants`. */
export function shownPlace({ address, path, sid }: StatementPlace): string {
  return sid === undefined ? `${address}.${path}` : `statement "${sid}" of ${address}`;
}
