import type { Resource } from '../../../graph/resource';
import type { BoundPolicy } from '../../../model/policy-of';
import type { RuleContext } from '../../context';
import { fail, type Outcome, pass, unknown } from '../../outcome';
import { type Grant, grantsOf } from './grants';
import { identityDocuments } from './identity-documents';

/** What is wrong with a grant, or nothing. One sentence without a full stop. */
export type Accusation = (grant: Grant, policy: BoundPolicy) => string | undefined;

export interface JudgeOptions {
  /**
   * Whether to accuse, beside the data source that a statement is written in, the resource that uses the document.
   *
   * @default false: a statement is accused where it is written
   */
  readonly everywhere?: boolean;
  /**
   * Whether to say of a policy, or a part of one, that it is not known. One rule of several that ask nearly the same
   * does, so that one unknown is one finding.
   *
   * @default false: what is not known has no outcome
   */
  readonly speaksOfUnknowns?: boolean;
}

/** Judges each Allow of each document that gives permissions. */
export function judgeGrants(
  resource: Resource,
  context: RuleContext,
  wrong: Accusation,
  { everywhere = false, speaksOfUnknowns = false }: JudgeOptions = {},
): readonly Outcome[] {
  return identityDocuments(resource, context).flatMap((policy) => {
    const { document } = policy;
    const outcomes: Outcome[] = [];
    for (const { known, worst, why } of grantsOf(policy)) {
      const { statement } = known;
      const elsewhere = statement.resource !== resource.key;
      if (elsewhere && !everywhere) continue;
      const at = elsewhere ? document.path : statement.path;
      const source = elsewhere ? ` (written in ${statement.resource})` : '';
      const message = wrong(known, policy);
      if (message !== undefined) outcomes.push(fail(`${message}${source}`, at));
      else if (!worst || !why || wrong(worst, policy) === undefined) outcomes.push(pass());
      else if (speaksOfUnknowns) outcomes.push(unknown('what the statement allows', why, at));
    }
    if (document.unknown) {
      if (speaksOfUnknowns) outcomes.push(unknown('the policy', document.unknown, document.path));
    } else if (
      outcomes.length === 0 &&
      document.statements.every(({ resource: key }) => key === resource.key)
    )
      outcomes.push(pass());
    return outcomes;
  });
}
