import fc from 'fast-check';
import { Unknown } from '../../../../policies/graph/value';
import { aclVerdict, EPHEMERAL_PORTS } from '../../../../policies/model/network/acl-verdict';
import { groupVerdict } from '../../../../policies/model/network/group-verdict';
import { IpSet } from '../../../../policies/model/network/ip-set';
import type { AclRule, NetworkAcl } from '../../../../policies/model/network/network-acl';
import { networkAcls } from '../../../../policies/model/network/network-acls';
import { securityGroups } from '../../../../policies/model/network/security-groups';
import { subnets } from '../../../../policies/model/network/subnets';
import { contextOf, there } from './support';

describe('security groups', () => {
  const CONFIGURATION = `
variable "cidr" {}
resource "aws_security_group" "halves" {
  egress {
    protocol    = "tcp"
    from_port   = 0
    to_port     = 1000
    cidr_blocks = ["0.0.0.0/1"]
  }
  egress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["128.0.0.0/1"]
  }
}
resource "aws_security_group" "groups" {
  egress {
    protocol        = "-1"
    from_port       = 0
    to_port         = 0
    security_groups = [aws_security_group.halves.id]
  }
}
resource "aws_security_group" "open" {
  ingress {
    protocol    = "udp"
    from_port   = 0
    to_port     = 65535
    cidr_blocks = [var.cidr]
  }
}`;

  test.each([
    ['halves', 'tcp', 443, '0.0.0.0/0', 'allowed'],
    ['halves', 'tcp', 443, '8.8.8.8', 'allowed'],
    ['halves', 'tcp', 80, '0.0.0.0/0', 'partly'],
    ['halves', 'udp', 443, '0.0.0.0/0', 'denied'],
    ['halves', 'tcp', 443, '::/0', 'denied'],
    ['groups', 'tcp', 443, '0.0.0.0/0', 'denied'],
  ])('%s lets %s %d to %s out: %s', async (name, protocol, port, to, status) => {
    const context = await contextOf(CONFIGURATION);
    const group = there(context.derive(securityGroups).all.find(({ resource }) => resource?.name === name));
    expect(
      groupVerdict([group], { direction: 'egress', protocol, port, addresses: IpSet.cidrs(to) }).status,
    ).toBe(status);
  });

  test('a group is reached by group, and what a variable says is unknown', async () => {
    const { derive } = await contextOf(CONFIGURATION).then((context) => ({
      derive: context.derive(securityGroups).all,
    }));
    const by = (name: string) => there(derive.find(({ resource }) => resource?.name === name));
    const halves = by('halves').id;
    expect(
      groupVerdict([by('groups')], { direction: 'egress', protocol: 'tcp', port: 1, groups: [halves] })
        .status,
    ).toBe('allowed');
    const question = { direction: 'ingress', port: 1, addresses: IpSet.cidrs('8.8.8.8') } as const;
    expect(groupVerdict([by('open')], { ...question, protocol: 'udp' }).status).toBe('unknown');
    expect(groupVerdict([by('open')], { ...question, protocol: 'tcp' }).status).toBe('denied');
  });
});

describe('network ACLs', () => {
  test('the default one of a VPC lets everything through, one without rules nothing', async () => {
    const context = await contextOf(`
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "plain" {
  vpc_id     = aws_vpc.v.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_subnet" "closed" {
  vpc_id     = aws_vpc.v.id
  cidr_block = "10.0.2.0/24"
}
resource "aws_network_acl" "closed" {
  vpc_id     = aws_vpc.v.id
  subnet_ids = [aws_subnet.closed.id]
}`);
    const statuses = [...context.derive(subnets).values()].map(({ id, vpc }) => {
      const acl = context.derive(networkAcls).ofSubnet(id, vpc);
      if (acl instanceof Unknown) return acl;
      return aclVerdict(acl, {
        direction: 'egress',
        protocol: 'tcp',
        ports: { from: 443, to: 443 },
        addresses: IpSet.ALL_V4,
      }).status;
    });
    // Resources come in the order of their names: closed, plain.
    expect(statuses).toEqual(['denied', 'allowed']);
  });

  test('separate rules count, the lowest number decides, and associations are seen', async () => {
    const context = await contextOf(`
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "s" {
  vpc_id     = aws_vpc.v.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_network_acl" "a" {
  vpc_id = aws_vpc.v.id
  ingress {
    rule_no    = 200
    action     = "allow"
    protocol   = "tcp"
    from_port  = 1024
    to_port    = 65535
    cidr_block = "0.0.0.0/0"
  }
}
resource "aws_network_acl_rule" "deny" {
  network_acl_id = aws_network_acl.a.id
  rule_number    = 100
  rule_action    = "deny"
  protocol       = "6"
  from_port      = 3000
  to_port        = 3000
  cidr_block     = "10.0.0.0/8"
}
resource "aws_network_acl_association" "a" {
  network_acl_id = aws_network_acl.a.id
  subnet_id      = aws_subnet.s.id
}`);
    const [subnet] = context.derive(subnets).values();
    const acl = context.derive(networkAcls).ofSubnet(there(subnet).id, there(subnet).vpc);
    if (acl instanceof Unknown) throw new Error(acl.reason);
    const ask = (from: number, to: number, address: string) =>
      aclVerdict(acl, {
        direction: 'ingress',
        protocol: 'tcp',
        ports: { from, to },
        addresses: IpSet.cidrs(address),
      }).status;
    expect(ask(EPHEMERAL_PORTS.from, EPHEMERAL_PORTS.to, '8.8.8.8')).toBe('allowed');
    expect(ask(3000, 3000, '10.1.1.1')).toBe('denied');
    expect(ask(2999, 3001, '10.1.1.1')).toBe('partly');
    expect(ask(443, 443, '8.8.8.8')).toBe('denied');
    expect(ask(443, 2000, '8.8.8.8')).toBe('partly');
  });

  test('agrees with asking packet by packet', async () => {
    const context = await contextOf('resource "aws_vpc" "v" {\n cidr_block = "10.0.0.0/16"\n}');
    const [resource] = context.graph.resources;
    const small = fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 29, max: 32 }));
    const rules = fc.array(
      fc.record({
        number: fc.integer({ min: 1, max: 50 }),
        action: fc.constantFrom('allow' as const, 'deny' as const),
        protocol: fc.constantFrom('all', 'tcp', 'udp'),
        from: fc.integer({ min: 0, max: 5 }),
        length: fc.integer({ min: 0, max: 3 }),
        range: small,
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(rules, small, fc.integer({ min: 0, max: 4 }), (drafts, [at, bits], port) => {
        const numbered = [...new Map(drafts.map((one) => [one.number, one])).values()];
        const acl: NetworkAcl = {
          id: 'acl',
          isDefault: false,
          unknowns: [],
          rules: numbered.map(
            ({ number, action, protocol, from, length, range }): AclRule => ({
              direction: 'ingress',
              number,
              action,
              protocol,
              ports: protocol === 'all' ? { from: 0, to: 65_535 } : { from, to: from + length },
              cidr: '',
              addresses: IpSet.cidrs(`10.0.0.${range[0]}/${range[1]}`),
              resource: there(resource),
              path: '',
            }),
          ),
        };
        const wanted = IpSet.cidrs(`10.0.0.${at}/${bits}`);
        const ports = { from: port, to: port + 2 };
        const single: boolean[] = [];
        for (const range of wanted.ranges) {
          for (let address = range.first; address <= range.last; address += 1n) {
            for (let one = ports.from; one <= ports.to; one += 1) {
              const packet = IpSet.of([{ family: 4, first: address, last: address }]);
              const decides = [...acl.rules]
                .sort((a, b) => Number(a.number) - Number(b.number))
                .find(
                  (rule) =>
                    (rule.protocol === 'all' || rule.protocol === 'tcp') &&
                    !(rule.ports instanceof Unknown) &&
                    rule.ports.from <= one &&
                    one <= rule.ports.to &&
                    !(rule.addresses instanceof Unknown) &&
                    rule.addresses.contains(packet),
                );
              single.push(decides?.action === 'allow');
            }
          }
        }
        const { status } = aclVerdict(acl, {
          direction: 'ingress',
          protocol: 'tcp',
          ports,
          addresses: wanted,
        });
        if (single.every((one) => !one)) expect(status).toBe('denied');
        else expect(status).toBe(single.every((one) => one) ? 'allowed' : 'partly');
      }),
    );
  });
});
