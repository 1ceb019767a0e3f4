import { join } from 'node:path';
import { loadPlan, planGraph } from '../../../../policies/graph/load-plan';
import type { JsonObject } from '../../../../policies/graph/read-input';
import { networkAcls } from '../../../../policies/model/network/network-acls';
import { routeTables } from '../../../../policies/model/network/route-tables';
import { securityGroups } from '../../../../policies/model/network/security-groups';
import { subnets } from '../../../../policies/model/network/subnets';
import { RuleContext } from '../../../../policies/rules/context';
import { FIXTURES } from '../../graph/support';
import { there } from './support';

/** A plan as Terraform prints it, of resources with what is known, what is not, and what it was written as. */
function plan(
  resources: Readonly<
    Record<
      string,
      { values?: JsonObject; unknown?: JsonObject; references?: Readonly<Record<string, string[]>> }
    >
  >,
): RuleContext {
  const named = Object.entries(resources).map(([address, one]) => {
    const [type = '', name = ''] = address.split('.');
    return { address, mode: 'managed', type, name, ...one };
  });
  const json = {
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: {
      root_module: { resources: named.map(({ values = {}, ...one }) => ({ ...one, values })) },
    },
    resource_changes: named.map(({ address, mode, type, name, values = {}, unknown = {} }) => ({
      address,
      mode,
      type,
      name,
      change: { actions: ['create'], before: null, after: values, after_unknown: unknown },
    })),
    configuration: {
      root_module: {
        resources: named.map(({ address, mode, type, name, references = {} }) => ({
          address,
          mode,
          type,
          name,
          expressions: Object.fromEntries(
            Object.entries(references).map(([path, names]) => [path, { references: names }]),
          ),
        })),
      },
    },
  };
  return new RuleContext(planGraph(json as unknown as JsonObject, 'plan.json'));
}

const id = (name: string) => [`${name}.id`, name];

test('what nobody wrote is not unknown: computed rules, routes and targets of a plan', () => {
  const context = plan({
    'aws_vpc.v': { values: { cidr_block: '10.0.0.0/16' }, unknown: { id: true, ipv6_cidr_block: true } },
    'aws_security_group.g': {
      values: { description: 'g' },
      unknown: { id: true, vpc_id: true, ingress: true, egress: true },
      references: { vpc_id: id('aws_vpc.v') },
    },
    'aws_security_group_rule.r': {
      values: { type: 'egress', protocol: 'tcp', from_port: 443, to_port: 443, cidr_blocks: ['10.0.0.0/8'] },
      unknown: { id: true, security_group_id: true, source_security_group_id: true },
      references: { security_group_id: id('aws_security_group.g') },
    },
    'aws_route_table.t': {
      unknown: { id: true, vpc_id: true, route: true },
      references: { vpc_id: id('aws_vpc.v') },
    },
    'aws_route.r': {
      values: { destination_cidr_block: '0.0.0.0/0' },
      unknown: {
        id: true,
        instance_id: true,
        network_interface_id: true,
        nat_gateway_id: true,
        route_table_id: true,
      },
      references: { nat_gateway_id: id('aws_nat_gateway.n'), route_table_id: id('aws_route_table.t') },
    },
    'aws_nat_gateway.n': { unknown: { id: true } },
    'aws_subnet.s': {
      values: { cidr_block: '10.0.1.0/24' },
      unknown: { id: true, vpc_id: true },
      references: { vpc_id: id('aws_vpc.v') },
    },
    'aws_route_table_association.a': {
      unknown: { id: true, subnet_id: true, route_table_id: true },
      references: { subnet_id: id('aws_subnet.s'), route_table_id: id('aws_route_table.t') },
    },
    'aws_network_acl.a': {
      unknown: { id: true, vpc_id: true, ingress: true, egress: true, subnet_ids: true },
      references: { vpc_id: id('aws_vpc.v'), subnet_ids: id('aws_subnet.s') },
    },
  });
  const group = there(context.derive(securityGroups).all.find(({ isDefault }) => !isDefault));
  expect(group.unknowns).toEqual([]);
  expect(group.rules.map(({ peer, direction }) => [direction, peer.kind])).toEqual([['egress', 'range']]);
  const [subnet] = context.derive(subnets).values();
  expect(subnet).toMatchObject({ tier: 'private', because: { target: { kind: 'nat-gateway' } } });
  const table = there(context.derive(routeTables).all.find(({ routes }) => routes.length > 0));
  expect(table.unknowns).toEqual([]);
  const acls = context.derive(networkAcls);
  expect(acls.ofSubnet(there(subnet).id, there(subnet).vpc)).toMatchObject({ rules: [], unknowns: [] });
});

test('a plan of Terraform itself: subnets lead through modules and for_each to their tables', () => {
  const context = new RuleContext(loadPlan(join(FIXTURES, 'terraform/everything.plan.json')));
  expect([...context.derive(subnets).values()].map(({ tier, usable }) => [tier, usable])).toEqual([
    ['isolated', 251],
    ['isolated', 251],
  ]);
});
