import { type Change, change, type MutationKind } from '../kind';
import type { Json, JsonObject } from '../system-json';
import type { StatementView, SystemView } from '../system-view';

const TRUST = ['iam-service-trust-source', 'iam-condition-has-effect'];

function of(statement: StatementView, condition: readonly JsonObject[] | undefined): Change {
  const changes: Record<string, Json | undefined> = { condition };
  return change([statement.document.block, statement.document.holder], statement.with(changes));
}

/**
 * Services that act for whoever names the role. Lambda and RDS are none of them: to give a function or a database a
 * role takes `iam:PassRole` in the account of the role.
 */
const ACT_FOR_OTHERS = /"(states|scheduler|pipes|vpc-flow-logs)\.amazonaws\.com"/;

/** Trust statements whose only limit is the account or resource for which the service acts. */
function trusts(view: SystemView): readonly StatementView[] {
  return view
    .allows('trust')
    .filter(
      ({ conditions, body }) =>
        conditions.length > 0 && ACT_FOR_OTHERS.test(JSON.stringify(body['principals'])),
    );
}

/** Grants with a condition, which the mutation replaces. */
function conditioned(view: SystemView): readonly StatementView[] {
  return view.allows('grants').filter(({ conditions }) => conditions.length > 0);
}

const each = (
  statements: (view: SystemView) => readonly StatementView[],
  weaker: (condition: JsonObject) => JsonObject,
): ((view: SystemView) => readonly Change[]) => {
  return (view) => statements(view).map((one) => of(one, one.conditions.map(weaker)));
};

const withTest = (test: string) => (condition: JsonObject) => ({ ...condition, test });

export const CONDITION_KINDS: readonly MutationKind[] = [
  {
    id: 'trust-without-source',
    weakness: 'a service may use the role for other customers',
    caughtBy: TRUST,
    changes: (view) => trusts(view).map((one) => of(one, undefined)),
  },
  {
    id: 'trust-source-any',
    weakness: 'the condition on the source of a trust holds for every source',
    caughtBy: TRUST,
    changes: each(trusts, (condition) => ({ ...condition, test: 'StringLike', values: ['*'] })),
  },
  {
    id: 'trust-source-if-exists',
    weakness: 'the condition on the source of a trust holds where there is no source',
    caughtBy: TRUST,
    changes: each(trusts, (condition) => ({ ...condition, test: `${String(condition['test'])}IfExists` })),
  },
  {
    id: 'trust-source-for-all-values',
    weakness: 'the condition on the source of a trust holds for an empty list',
    caughtBy: TRUST,
    changes: each(trusts, (condition) => withTest(`ForAllValues:${String(condition['test'])}`)(condition)),
  },
  {
    id: 'trust-source-of-others',
    weakness: 'the trust excludes one account and admits all others',
    caughtBy: TRUST,
    changes: each(trusts, (condition) => ({
      ...condition,
      test: 'StringNotEquals',
      values: ['999999999999'],
    })),
  },
  {
    id: 'trust-of-everyone',
    weakness: 'every principal of AWS may assume the role',
    caughtBy: ['iam-role-no-public-trust'],
    changes: (view) =>
      view
        .allows('trust')
        .map((one) =>
          change(
            [one.document.block, one.document.holder],
            one.with({ principals: [{ type: 'AWS', identifiers: ['*'] }], condition: undefined }),
          ),
        ),
  },
  {
    id: 'trust-of-an-account',
    weakness: 'whoever an account gives permission may assume the role',
    caughtBy: ['iam-role-no-account-trust'],
    changes: (view) =>
      view.allows('trust').map((one) =>
        change(
          [one.document.block, one.document.holder],
          one.with({
            principals: [{ type: 'AWS', identifiers: ['arn:aws:iam::999999999999:root'] }],
            condition: undefined,
          }),
        ),
      ),
  },
  {
    id: 'grant-condition-any-value',
    weakness: 'the condition of a grant holds for every value',
    caughtBy: ['iam-condition-has-effect'],
    changes: each(conditioned, (condition) => ({ ...condition, test: 'StringLike', values: ['*'] })),
  },
  {
    id: 'grant-condition-for-all-values',
    weakness: 'the condition of a grant holds where its key is absent',
    caughtBy: ['iam-for-all-values'],
    changes: each(conditioned, (condition) =>
      withTest(`ForAllValues:${String(condition['test'])}`)(condition),
    ),
  },
];
