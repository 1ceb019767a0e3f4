import { Unknown } from '../../graph/value';
import { idsAt } from '../../model/network/ids';
import { subnets } from '../../model/network/subnets';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-function-subnet',
  severity: 'high',
  summary: 'A function is in no public subnet.',
  rationale:
    'The interfaces of a function never get a public address: in a public subnet it has no way to the internet, while ' +
    'whatever else is started there, or is given an address by mistake, is one hop from it.',
  remediation: 'Name subnets whose route table leads to a NAT gateway, or to endpoints only.',
  types: ['aws_lambda_function'],
  check: (resource, context) => {
    const { ids } = idsAt(context.graph, resource, 'vpc_config[0].subnet_ids');
    const known = context.derive(subnets);
    const path = 'vpc_config[0].subnet_ids';
    return ids.flatMap((id): readonly Outcome[] => {
      const subnet = known.get(id);
      if (!subnet) return [];
      if (subnet.tier instanceof Unknown)
        return [unknown(`the tier of ${subnet.resource.address}`, subnet.tier, path)];
      const by = subnet.because?.resource.address;
      return subnet.tier === 'public'
        ? [fail(`${subnet.resource.address} is public: ${by} leads to an internet gateway`, path)]
        : [pass()];
    });
  },
};
