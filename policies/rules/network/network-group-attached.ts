import type { Referral } from '../../graph/graph';
import { ownId } from '../../model/network/ids';
import { usersOfGroups } from '../../model/network/interfaces';
import { fail, pass } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-group-attached',
  severity: 'low',
  summary: 'A security group is attached to something.',
  rationale:
    'A group that nothing has is left over, or was forgotten: what it should have guarded has another group, often the ' +
    'default one. Sooner or later somebody takes it because it is there, with rules that nobody has looked at.',
  remediation: 'Name the group where it belongs, or remove it.',
  references: ['CKV2_AWS_5'],
  types: ['aws_security_group'],
  check: (resource, context) => {
    if (context.derive(usersOfGroups).has(ownId(context.graph, resource))) return pass();
    return context.graph.referencesTo(resource).some(attaches)
      ? pass()
      : fail('no resource of the configuration has the security group');
  },
};

/**
 * Whether a resource that the list of attachments does not know has the group: an attribute that is named after groups
 * and holds its id. Rules of groups do not count: they only name a peer.
 */
function attaches({ from, path, attribute }: Referral): boolean {
  if (/^aws_(default_|vpc_)?security_group/.test(from.type) || from.mode !== 'managed') return false;
  return ['id', 'name', 'arn', ''].includes(attribute) && /security_?group|(^|[._])sgs?([._[]|$)/i.test(path);
}
