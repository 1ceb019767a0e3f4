import fc from 'fast-check';
import { reach } from '../../../../policies/model/reach/reach';
import { contextOf, there } from '../network/support';
import { sampleWithout } from './sample-network';

/** Everything that only lets through. */
const ALLOWING = [
  'aws_network_acl_rule.back',
  'aws_network_acl_rule.inside',
  'aws_network_acl_rule.out',
  'aws_route.a',
  'aws_route.b',
  'aws_route53_resolver_firewall_rule.allow',
  'aws_vpc_security_group_egress_rule.database',
  'aws_vpc_security_group_egress_rule.endpoint',
  'aws_vpc_security_group_egress_rule.internet',
  'aws_vpc_security_group_egress_rule.s3',
  'aws_vpc_security_group_ingress_rule.database',
  'aws_vpc_security_group_ingress_rule.endpoint',
];

const RANK = { blocked: 0, unknown: 1, open: 2 } as const;

async function ranks(removed: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const context = await contextOf(sampleWithout(...removed));
  return new Map(
    there(context.derive(reach).functions[0]).paths.map(({ destination, way }) => [
      destination.id,
      RANK[way.passage],
    ]),
  );
}

it('what only lets through never opens a path by being removed, and never closes one by being added', async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(ALLOWING, { minLength: 1 }), async (removed) => {
      const [one, ...others] = removed;
      const less = await ranks(removed);
      const more = await ranks(others);
      for (const id of ['service sqs', 'service s3', 'host partner.example', 'database aws_rds_cluster.db']) {
        // What is in no list is blocked, and nobody is told to go there.
        expect([one, id, (less.get(id) ?? 0) <= (more.get(id) ?? 0)]).toEqual([one, id, true]);
      }
    }),
    { numRuns: 40 },
  );
});
