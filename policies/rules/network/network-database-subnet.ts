import { Unknown } from '../../graph/value';
import { idsAt } from '../../model/network/ids';
import { subnets } from '../../model/network/subnets';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-database-subnet',
  severity: 'high',
  summary: 'Databases and caches are in no public subnet.',
  rationale:
    'In a public subnet one attribute, `publicly_accessible`, or one wrong rule makes the data a public service; without ' +
    'a route to an internet gateway neither does.',
  remediation: 'Name subnets without a route to an internet gateway in the subnet group.',
  types: [
    'aws_db_subnet_group',
    'aws_docdb_subnet_group',
    'aws_neptune_subnet_group',
    'aws_redshift_subnet_group',
    'aws_elasticache_subnet_group',
    'aws_memorydb_subnet_group',
    'aws_dax_subnet_group',
    'aws_dms_replication_subnet_group',
  ],
  check: (resource, context) => {
    const { ids } = idsAt(context.graph, resource, 'subnet_ids');
    const known = context.derive(subnets);
    return ids.flatMap((id): readonly Outcome[] => {
      const subnet = known.get(id);
      if (!subnet) return [];
      if (subnet.tier instanceof Unknown)
        return [unknown(`the tier of ${subnet.resource.address}`, subnet.tier, 'subnet_ids')];
      const by = subnet.because?.resource.address;
      return subnet.tier === 'public'
        ? [fail(`${subnet.resource.address} is public: ${by} leads to an internet gateway`, 'subnet_ids')]
        : [pass()];
    });
  },
};
