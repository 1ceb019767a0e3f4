import type { Resource } from '../../graph/resource';
import { isList, toText } from '../../graph/value';
import { judge, type Outcome } from '../outcome';
import type { Rule } from '../rule';

const ATTRIBUTES = ['stateless_default_actions', 'stateless_fragment_default_actions'];

export const rule: Rule = {
  id: 'network-firewall-default-action',
  severity: 'medium',
  summary: 'A network firewall drops, or inspects, what no stateless rule decides.',
  rationale:
    'With `aws:pass` as the default action the traffic goes around the stateful rules: the firewall ' +
    'lets everything through.',
  remediation:
    'Set the stateless default actions, for packets and for fragments, to `aws:forward_to_sfe` or ' +
    '`aws:drop`.',
  types: ['aws_networkfirewall_firewall_policy'],
  check: (resource) => ATTRIBUTES.map((name) => mustNotPass(resource, `firewall_policy[0].${name}`)),
};

function mustNotPass(resource: Resource, path: string): Outcome {
  const value = resource.get(path);
  return judge(
    value,
    path,
    (known) =>
      isList(known) && known.some((action) => toText(action) === 'aws:pass')
        ? `${path} is aws:pass`
        : undefined,
    path,
  );
}
