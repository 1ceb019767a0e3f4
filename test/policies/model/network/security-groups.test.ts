import type { SecurityGroupRule } from '../../../../policies/model/network/security-group';
import { securityGroups } from '../../../../policies/model/network/security-groups';
import { trafficText } from '../../../../policies/model/network/traffic';
import { contextOf } from './support';

const peerText = ({ peer }: SecurityGroupRule) => {
  switch (peer.kind) {
    case 'range':
      return peer.cidr;
    case 'group':
      return peer.self ? 'itself' : 'a group';
    case 'prefix-list':
      return peer.addresses ? `list of ${peer.addresses.cidrs().join(' ')}` : 'a list';
    case 'none':
      return 'nobody';
    case 'unknown':
      return 'unknown';
  }
};
const line = (rule: SecurityGroupRule) =>
  `${rule.direction} ${trafficText(rule.protocol, rule.ports)}: ${peerText(rule)} at ${rule.resource.type} ${rule.path}`.trimEnd();

/** The rules of all groups, and how many gaps there are. */
async function read(configuration: string) {
  const context = await contextOf(configuration);
  const { all, unattached } = context.derive(securityGroups);
  return all.map((group) => ({
    of: group.resource?.address,
    rules: group.rules.map(line),
    gaps: group.unknowns.length,
    unattached: unattached.length,
  }));
}

test('inline blocks: each range, list and group is a rule of its own', async () => {
  expect(
    await read(`
resource "aws_security_group" "a" {
  ingress {
    protocol         = "tcp"
    from_port        = 22
    to_port          = 443
    cidr_blocks      = ["10.0.0.0/8", "0.0.0.0/0"]
    ipv6_cidr_blocks = ["::/0"]
    security_groups  = [aws_security_group.b.id]
    self             = true
  }
  egress {
    protocol        = "-1"
    from_port       = 0
    to_port         = 0
    prefix_list_ids = ["pl-1"]
  }
}
resource "aws_security_group" "b" {}
`),
  ).toEqual([
    {
      of: 'aws_security_group.a',
      rules: [
        'ingress tcp ports 22-443: 10.0.0.0/8 at aws_security_group ingress[0].cidr_blocks',
        'ingress tcp ports 22-443: 0.0.0.0/0 at aws_security_group ingress[0].cidr_blocks',
        'ingress tcp ports 22-443: ::/0 at aws_security_group ingress[0].ipv6_cidr_blocks',
        'ingress tcp ports 22-443: a group at aws_security_group ingress[0].security_groups',
        'ingress tcp ports 22-443: itself at aws_security_group ingress[0].self',
        'egress every protocol and port: a list at aws_security_group egress[0].prefix_list_ids',
      ],
      gaps: 0,
      unattached: 0,
    },
    { of: 'aws_security_group.b', rules: [], gaps: 0, unattached: 0 },
  ]);
});

test('separate rules of both generations belong to their group; numbers and cases of protocols are read', async () => {
  const [group] = await read(`
resource "aws_security_group" "a" {}
resource "aws_security_group_rule" "old" {
  type              = "egress"
  security_group_id = aws_security_group.a.id
  protocol          = "6"
  from_port         = "443"
  to_port           = "443"
  cidr_blocks       = ["10.0.0.0/8"]
}
resource "aws_vpc_security_group_ingress_rule" "new" {
  security_group_id = aws_security_group.a.id
  ip_protocol       = "UDP"
  from_port         = 53
  to_port           = 53
  cidr_ipv4         = "10.0.0.0/8"
}
resource "aws_vpc_security_group_egress_rule" "new" {
  security_group_id            = aws_security_group.a.id
  ip_protocol                  = -1
  referenced_security_group_id = aws_security_group.a.id
}
resource "aws_vpc_security_group_ingress_rule" "list" {
  security_group_id = aws_security_group.a.id
  ip_protocol       = "icmp"
  from_port         = -1
  to_port           = -1
  prefix_list_id    = aws_ec2_managed_prefix_list.mine.id
}
resource "aws_ec2_managed_prefix_list" "mine" {
  entry { cidr = "0.0.0.0/1" }
}
resource "aws_ec2_managed_prefix_list_entry" "more" {
  prefix_list_id = aws_ec2_managed_prefix_list.mine.id
  cidr           = "128.0.0.0/1"
}
`);
  expect(group?.rules.sort()).toEqual(
    [
      'egress tcp port 443: 10.0.0.0/8 at aws_security_group_rule cidr_blocks',
      'ingress protocol icmp: list of 0.0.0.0/0 at aws_vpc_security_group_ingress_rule prefix_list_id',
      'ingress udp port 53: 10.0.0.0/8 at aws_vpc_security_group_ingress_rule cidr_ipv4',
      'egress every protocol and port: itself at aws_vpc_security_group_egress_rule referenced_security_group_id',
    ].sort(),
  );
});

test("a VPC's default group lets everything out and itself in, until a resource takes the rules away", async () => {
  expect(await read('resource "aws_vpc" "v" {\n cidr_block = "10.0.0.0/16"\n}')).toEqual([
    {
      of: 'aws_vpc.v',
      rules: [
        'ingress every protocol and port: itself at aws_vpc',
        'egress every protocol and port: 0.0.0.0/0 at aws_vpc',
        'egress every protocol and port: ::/0 at aws_vpc',
      ],
      gaps: 0,
      unattached: 0,
    },
  ]);
  expect(
    await read(`
resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_default_security_group" "d" {
  vpc_id = aws_vpc.v.id
}
resource "aws_security_group_rule" "r" {
  type              = "ingress"
  security_group_id = aws_vpc.v.default_security_group_id
  protocol          = "all"
  from_port         = 0
  to_port           = 0
  self              = true
}
`),
  ).toEqual([
    {
      of: 'aws_default_security_group.d',
      rules: ['ingress every protocol and port: itself at aws_security_group_rule self'],
      gaps: 0,
      unattached: 0,
    },
  ]);
});

test('what is not known is unknown, not absent', async () => {
  expect(
    await read(`
variable "cidr" {}
variable "blocks" {}
variable "group" {}
resource "aws_security_group" "a" {
  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = [var.cidr]
  }
  dynamic "egress" {
    for_each = var.blocks
    content {
      protocol    = egress.value.protocol
      from_port   = 0
      to_port     = 0
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
}
resource "aws_security_group_rule" "elsewhere" {
  type              = "ingress"
  security_group_id = "sg-elsewhere"
  protocol          = "tcp"
  from_port         = 1
  to_port           = 2
  cidr_blocks       = ["not a range"]
}
resource "aws_security_group_rule" "anywhere" {
  type              = "ingress"
  security_group_id = "sg-\${var.group}"
  protocol          = "tcp"
  from_port         = 1
  to_port           = 2
  cidr_blocks       = ["10.0.0.0/8"]
}
`),
  ).toEqual([
    {
      of: 'aws_security_group.a',
      rules: ['ingress tcp port 22: unknown at aws_security_group ingress[0].cidr_blocks'],
      gaps: 1,
      unattached: 1,
    },
    {
      of: undefined,
      rules: ['ingress tcp ports 1-2: unknown at aws_security_group_rule cidr_blocks'],
      gaps: 1,
      unattached: 1,
    },
  ]);
});

test('the rules of one resource are found by it, and so is its group', async () => {
  const context = await contextOf(`
resource "aws_security_group" "a" {}
resource "aws_security_group_rule" "r" {
  type              = "ingress"
  security_group_id = aws_security_group.a.id
  protocol          = "tcp"
  from_port         = 1
  to_port           = 2
  cidr_blocks       = ["10.0.0.0/8"]
}`);
  const groups = context.derive(securityGroups);
  const [rule] = context.graph.byType('aws_security_group_rule');
  const stated = rule && groups.statedBy(rule);
  expect(stated?.rules.map(line)).toEqual([
    'ingress tcp ports 1-2: 10.0.0.0/8 at aws_security_group_rule cidr_blocks',
  ]);
  expect(stated?.group?.resource?.address).toBe('aws_security_group.a');
  expect(groups.get('sg-nobody').unknowns).toHaveLength(1);
});
