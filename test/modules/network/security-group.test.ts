import type { TerraformStack } from 'cdktf';
import { Peer } from '../../../modules/network/peer';
import { Port } from '../../../modules/network/port';
import { SecurityGroup } from '../../../modules/network/security-group';
import type { Block } from '../../support/synth';
import { problemCodes } from './problem-codes';
import { synthesizeAws } from './synthesize-aws';

const EGRESS = 'aws_vpc_security_group_egress_rule';
const INGRESS = 'aws_vpc_security_group_ingress_rule';
const HTTPS = Port.tcp(443);

function group(stack: TerraformStack, name: string): SecurityGroup {
  return new SecurityGroup(stack, name, { name, description: `The ${name}`, vpcId: 'vpc-1' });
}

/** The rules as text, whatever their logical ids. */
function rules(blocks: Readonly<Record<string, Block>>): string[] {
  return Object.values(blocks)
    .map((rule) => {
      const peer =
        rule['cidr_ipv4'] ??
        rule['cidr_ipv6'] ??
        rule['prefix_list_id'] ??
        rule['referenced_security_group_id'];
      return `${rule['security_group_id']} ${peer} ${rule['ip_protocol']} ${rule['from_port']}-${rule['to_port']} ${rule['description']}`;
    })
    .sort();
}

describe('SecurityGroup', () => {
  test('is closed by default, described, and without inline rules', () => {
    const synth = synthesizeAws((stack) => void group(stack, 'client'));
    const block = synth.only('aws_security_group');
    expect(block).toMatchObject({
      name_prefix: 'client-',
      description: 'The client',
      vpc_id: 'vpc-1',
      revoke_rules_on_delete: true,
      tags: { Name: 'client' },
      lifecycle: { create_before_destroy: true },
    });
    expect(block).not.toHaveProperty('ingress');
    expect(block).not.toHaveProperty('egress');
    expect(synth.resources(EGRESS)).toEqual({});
    expect(synth.resources(INGRESS)).toEqual({});
  });

  test('takes tags', () => {
    const synth = synthesizeAws((stack) => {
      new SecurityGroup(stack, 'g', {
        name: 'g',
        description: 'G',
        vpcId: 'vpc-1',
        tags: { Team: 'deposits' },
      });
    });
    expect(synth.only('aws_security_group')['tags']).toEqual({ Name: 'g', Team: 'deposits' });
  });

  test('imports a group of another stack, and can be imported itself', () => {
    const synth = synthesizeAws((stack) => {
      const known = SecurityGroup.fromAttributes(stack, 'known', {
        securityGroupId: 'sg-0abc',
        name: 'known',
      });
      expect(known.attributes()).toEqual({ securityGroupId: 'sg-0abc', name: 'known' });
      const again = SecurityGroup.fromAttributes(stack, 'again', group(stack, 'client').attributes());
      expect(again.peerName).toBe('client');
      again.connections.allowTo(known, HTTPS, 'imported to imported');
    });
    expect(rules(synth.resources(INGRESS))[0]).toMatch(/^sg-0abc \$\{aws_security_group\.client.*\.id\} tcp/);
  });

  test.each([
    ['an empty description', { name: 'g', description: ' ' }, ['security-group-description']],
    ['a description with quotes', { name: 'g', description: 'the "g"' }, ['security-group-description']],
    [
      'a name in capitals and nothing to say',
      { name: 'Group', description: '' },
      ['security-group-name', 'security-group-description'],
    ],
    ['a name that AWS reserves', { name: 'sg-1', description: 'G' }, ['security-group-name']],
  ])('refuses %s', (_, props, codes) => {
    expect(
      problemCodes(() =>
        synthesizeAws((stack) => void new SecurityGroup(stack, 'g', { ...props, vpcId: 'vpc-1' })),
      ),
    ).toEqual(codes);
  });

  test('refuses to import a name in place of an id', () => {
    const attributes = { securityGroupId: 'default', name: 'known' };
    expect(
      problemCodes(() => synthesizeAws((stack) => void SecurityGroup.fromAttributes(stack, 'g', attributes))),
    ).toEqual(['security-group-id']);
  });
});

describe('connections.allowTo', () => {
  test('writes both sides of a connection between groups, among the children of the client', () => {
    const synth = synthesizeAws((stack) => {
      const [client, server] = [group(stack, 'client'), group(stack, 'server')];
      client.connections.allowTo(server, HTTPS, 'Data API');
      expect(client.node.children.map(({ node }) => node.id)).toEqual([
        'group',
        'to-server-tcp-443',
        'into-server-tcp-443',
      ]);
      expect(server.node.children).toHaveLength(1);
    });
    const client = /\$\{aws_security_group\.client_group_\w+\.id\}/.source;
    const server = /\$\{aws_security_group\.server_group_\w+\.id\}/.source;
    expect(rules(synth.resources(EGRESS))[0]).toMatch(
      new RegExp(`^${client} ${server} tcp 443-443 Data API$`),
    );
    expect(rules(synth.resources(INGRESS))[0]).toMatch(
      new RegExp(`^${server} ${client} tcp 443-443 Data API$`),
    );
  });

  test('writes one side only towards ranges, prefix lists, foreign groups and the internet', () => {
    const synth = synthesizeAws((stack) => {
      const { connections } = SecurityGroup.fromAttributes(stack, 'c', {
        securityGroupId: 'sg-1',
        name: 'c',
      });
      connections.allowTo(Peer.ipv4('10.0.0.0/16'), Port.udp(53), 'a');
      connections.allowTo(Peer.prefixList('s3', 'pl-1'), HTTPS, 'b');
      connections.allowTo(Peer.foreignSecurityGroup('ledger', 'sg-2'), Port.tcpRange(1, 2), 'c');
      connections.allowTo(Peer.internet({ ipv6: true }), HTTPS, 'd');
    });
    expect(rules(synth.resources(EGRESS))).toEqual([
      'sg-1 0.0.0.0/0 tcp 443-443 d',
      'sg-1 10.0.0.0/16 udp 53-53 a',
      'sg-1 ::/0 tcp 443-443 d',
      'sg-1 pl-1 tcp 443-443 b',
      'sg-1 sg-2 tcp 1-2 c',
    ]);
    expect(synth.resources(INGRESS)).toEqual({});
  });

  test('the order of calls changes nothing, and the same asked twice is one rule with both reasons', () => {
    const calls = [
      (c: SecurityGroup, s: SecurityGroup) => c.connections.allowTo(s, HTTPS, 'second reason'),
      (c: SecurityGroup) => c.connections.allowTo(Peer.ipv4('10.0.0.0/16'), HTTPS, 'range'),
      (c: SecurityGroup, s: SecurityGroup) => c.connections.allowTo(s, HTTPS, 'a reason'),
      (c: SecurityGroup, s: SecurityGroup) => c.connections.allowTo(s, Port.tcp(5432), 'SQL'),
    ];
    const build = (order: typeof calls) =>
      synthesizeAws((stack) => {
        const [client, server] = [group(stack, 'client'), group(stack, 'server')];
        for (const call of order) call(client, server);
      });
    const [forward, backward] = [build(calls), build([...calls].reverse())];
    expect(forward.resources(EGRESS)).toEqual(backward.resources(EGRESS));
    expect(forward.resources(INGRESS)).toEqual(backward.resources(INGRESS));
    const descriptions = Object.values(forward.resources(EGRESS)).map((rule) => rule['description']);
    expect(descriptions.sort()).toEqual(['SQL', 'a reason; second reason', 'range']);
  });

  test('a group may be let to itself', () => {
    const synth = synthesizeAws((stack) => {
      const self = group(stack, 'self');
      self.connections.allowTo(self, HTTPS, 'peers');
    });
    expect(Object.keys(synth.resources(EGRESS))).toHaveLength(1);
    expect(Object.keys(synth.resources(INGRESS))).toHaveLength(1);
  });

  test('reasons that are too long together are cut to what AWS takes', () => {
    const synth = synthesizeAws((stack) => {
      const { connections } = group(stack, 'client');
      for (const letter of ['a', 'b'])
        connections.allowTo(Peer.ipv4('10.0.0.0/16'), HTTPS, letter.repeat(200));
    });
    expect(String(synth.only(EGRESS)['description'])).toHaveLength(255);
  });

  test('refuses the internet on another port without a reason', () => {
    const allow = (peer: ReturnType<typeof Peer.internet>) =>
      synthesizeAws((stack) => group(stack, 'client').connections.allowTo(peer, Port.tcp(22), 'SFTP'));
    expect(problemCodes(() => allow(Peer.internet()))).toEqual(['internet-port']);
    const synth = allow(Peer.internet({ otherPortsBecause: 'The partner has SFTP only' }));
    expect(synth.only(EGRESS)['from_port']).toBe(22);
  });

  test.each(['', '   ', "it's needed", 'x'.repeat(256)])('refuses %p as a reason', (why) => {
    expect(
      problemCodes(() =>
        synthesizeAws((stack) =>
          group(stack, 'client').connections.allowTo(Peer.ipv4('10.0.0.0/16'), HTTPS, why),
        ),
      ),
    ).toEqual(['rule-reason']);
  });

  test('refuses two peers of one name', () => {
    expect(
      problemCodes(() =>
        synthesizeAws((stack) => {
          const { connections } = group(stack, 'client');
          connections.allowTo(Peer.prefixList('lists', 'pl-1'), HTTPS, 'a');
          connections.allowTo(Peer.prefixList('lists', 'pl-2'), HTTPS, 'a');
        }),
      ),
    ).toEqual(['peer-name-taken']);
  });
});

describe('connections.allowFrom', () => {
  test('a range is let in here; a group is its own client', () => {
    const synth = synthesizeAws((stack) => {
      const [client, server] = [group(stack, 'client'), group(stack, 'server')];
      server.connections.allowFrom(Peer.ipv4('10.0.0.0/8'), HTTPS, 'Office');
      server.connections.allowFrom(client, HTTPS, 'Client');
      expect(server.node.children.map(({ node }) => node.id)).toEqual(['group', 'from-10-0-0-0_8-tcp-443']);
      expect(client.node.children).toHaveLength(3);
    });
    expect(Object.keys(synth.resources(INGRESS))).toHaveLength(2);
    expect(Object.keys(synth.resources(EGRESS))).toHaveLength(1);
  });

  test('refuses the internet', () => {
    expect(
      problemCodes(() =>
        synthesizeAws((stack) => group(stack, 'server').connections.allowFrom(Peer.internet(), HTTPS, 'all')),
      ),
    ).toEqual(['ingress-from-internet']);
  });
});

describe('the quota of rules', () => {
  const open = (count: number, entries: number) =>
    synthesizeAws((stack) => {
      const { connections } = group(stack, 'client');
      for (let i = 0; i < count; i++) connections.allowTo(Peer.ipv4(`10.${i}.0.0/16`), HTTPS, 'range');
      connections.allowTo(Peer.prefixList('list', 'pl-1', entries), HTTPS, 'list');
    });

  test('60 rules fit, a prefix list counting for its entries', () => {
    expect(Object.keys(open(40, 20).resources(EGRESS))).toHaveLength(41);
  });

  test('one more fails the synth', () => {
    expect(() => open(40, 21)).toThrow(/security-group-rules.*egress: received 61 rules; allowed: 60/);
  });

  test('clients are counted on the group that they are let into', () => {
    const serve = (clients: number) => () =>
      synthesizeAws((stack) => {
        const server = group(stack, 'server');
        for (let i = 0; i < clients; i++)
          group(stack, `client-${i}`).connections.allowTo(server, HTTPS, 'client');
      });
    expect(serve(60)).not.toThrow();
    expect(serve(61)).toThrow(/server.*\n?.*ingress: received 61 rules/);
  });
});
