import type { PolicyStatement } from '../../graph/policy-document';
import { toBoolean, Unknown } from '../../graph/value';
import { identities } from '../../model/identity/identities';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'iam-group-mfa',
  severity: 'medium',
  summary: 'What the members of a group may do, they may do with a second factor only.',
  rationale:
    'Members of a group are people with passwords and keys. Whoever has only those of one of them has everything that ' +
    'the group may do, unless a policy of the group asks for the second factor.',
  remediation:
    'Give the group a policy that denies all but `iam:*MFA*` and `sts:GetSessionToken` with `BoolIfExists` ' +
    '`aws:MultiFactorAuthPresent` `false`, or write `Bool` `aws:MultiFactorAuthPresent` `true` into what it allows.',
  references: ['AVD-AWS-0123'],
  types: ['aws_iam_group'],
  check: (resource, context): Outcome | readonly Outcome[] => {
    const group = context.derive(identities).of(resource);
    if (!group) return [];
    const documents = group.policies.flatMap(({ bound }) => bound?.document ?? []);
    if (documents.some(({ statements }) => statements.some(asksForSecondFactor))) return pass();
    const open = documents.find((document) => document.unknown)?.unknown ?? group.gaps[0];
    if (open !== undefined) return unknown('the policies of the group', open);
    const outside = group.policies.find(({ via }) => via === 'not-known');
    return outside
      ? unknown(
          'the policies of the group',
          `${outside.attachment.address} attaches one that is not in the input`,
        )
      : fail('no policy of the group asks for a second factor');
  },
};

/** Either what is allowed is so with the factor, or all is denied without it. */
function asksForSecondFactor({ effect, conditions }: PolicyStatement): boolean {
  return conditions.some(({ operator, key, values }) => {
    const name = key.toLowerCase();
    const test = operator.toLowerCase();
    if (name === 'aws:multifactorauthage') return effect !== 'Deny' || !test.endsWith('ifexists');
    if (name !== 'aws:multifactorauthpresent' || !/^(bool|null|stringequals)(ifexists)?$/.test(test))
      return false;
    const wanted = test === 'null' ? effect === 'Deny' : effect !== 'Deny';
    return values.some((value) => {
      const known = toBoolean(value);
      return !(known instanceof Unknown) && known === wanted;
    });
  });
}
