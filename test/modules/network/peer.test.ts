import { isInternet, Peer } from '../../../modules/network/peer';
import { Port } from '../../../modules/network/port';
import { problemCodes, problemsOf } from './problem-codes';

describe('Peer', () => {
  test('a range is one rule of its IP version', () => {
    expect(Peer.ipv4('10.0.0.0/8')).toEqual({
      peerName: '10-0-0-0_8',
      targets: [{ kind: 'cidr-ipv4', cidr: '10.0.0.0/8' }],
    });
    expect(Peer.ipv6('2001:db8::/32').targets).toEqual([{ kind: 'cidr-ipv6', cidr: '2001:db8::/32' }]);
    expect(Peer.ipv6('fc00::/7').targets).toHaveLength(1);
    expect(Peer.ipv6('::ffff:192.0.2.1/128').targets).toHaveLength(1);
  });

  test('a prefix list counts for its entries', () => {
    expect(Peer.prefixList('s3', 'pl-1').targets).toEqual([
      { kind: 'prefix-list', prefixListId: 'pl-1', maxEntries: 1 },
    ]);
    expect(Peer.prefixList('partners', 'pl-2', 20).targets).toMatchObject([{ maxEntries: 20 }]);
  });

  test('a group of another account is a target, not a side to write', () => {
    expect(Peer.foreignSecurityGroup('ledger', '123456789012/sg-1')).toEqual({
      peerName: 'ledger',
      targets: [{ kind: 'security-group', securityGroupId: '123456789012/sg-1' }],
    });
  });

  test.each([
    ['10.0.0.1', 'Did you mean "10.0.0.1/32"?'],
    ['10.0.0.1/8', 'Did you mean "10.0.0.0/8"?'],
  ])('suggests what was meant by %s', (cidr, suggestion) => {
    expect(problemsOf(() => Peer.ipv4(cidr)).message).toContain(suggestion);
  });

  test('suggests what was meant by an IPv6 address', () => {
    expect(problemsOf(() => Peer.ipv6('2001:db8::1')).message).toContain('Did you mean "2001:db8::1/128"?');
    expect(problemCodes(() => Peer.ipv6('2001:db8::1/64'))).toEqual(['cidr-invalid']);
    expect(problemCodes(() => Peer.ipv6('2001:db8::/129'))).toEqual(['cidr-invalid']);
    expect(problemCodes(() => Peer.ipv6('fe80::1%eth0/128'))).toEqual(['cidr-invalid']);
    expect(problemCodes(() => Peer.ipv6('10.0.0.0/8'))).toEqual(['cidr-invalid']);
  });

  test.each(['0.0.0.0/0', '0.0.0.0/1', '128.0.0.0/1', '64.0.0.0/2', '10.0.0.0/7'])(
    'refuses %s: the internet is named by Peer.internet() only',
    (cidr) => {
      expect(problemCodes(() => Peer.ipv4(cidr))).toEqual(['peer-too-wide']);
    },
  );

  test.each(['::/0', '::/1', '8000::/1', '2000::/3', '2000::/15'])('refuses %s likewise', (cidr) => {
    expect(problemCodes(() => Peer.ipv6(cidr))).toEqual(['peer-too-wide']);
  });

  test('refuses a name that cannot be a construct id', () => {
    expect(problemCodes(() => Peer.prefixList('${x}', 'pl-1'))).toEqual(['peer-name']);
    expect(problemCodes(() => Peer.foreignSecurityGroup('a b', 'sg-1'))).toEqual(['peer-name']);
  });

  test('the internet is IPv4 only, on TCP 443 only, unless more is asked for', () => {
    const internet = Peer.internet();
    expect(internet.targets).toEqual([{ kind: 'cidr-ipv4', cidr: '0.0.0.0/0' }]);
    expect(internet.portProblem?.(Port.tcp(443))).toBeUndefined();
    expect(internet.portProblem?.(Port.tcp(22))?.code).toBe('internet-port');
    expect(internet.portProblem?.(Port.udp(443))?.code).toBe('internet-port');
    expect(internet.portProblem?.(Port.tcpRange(443, 444))?.code).toBe('internet-port');
    expect(Peer.internet({ otherPortsBecause: ' ' }).portProblem?.(Port.tcp(22))?.code).toBe('internet-port');
    expect(Peer.internet({ otherPortsBecause: 'SFTP' }).portProblem?.(Port.tcp(22))).toBeUndefined();
    expect(Peer.internet({ ipv6: true }).targets).toHaveLength(2);
    expect(isInternet(internet)).toBe(true);
    expect(isInternet(Peer.ipv4('10.0.0.0/8'))).toBe(false);
  });
});

describe('Port', () => {
  test('is written into construct ids', () => {
    expect(Port.tcp(443).toString()).toBe('tcp-443');
    expect(Port.udp(53).toString()).toBe('udp-53');
    expect(Port.tcpRange(1024, 2048).toString()).toBe('tcp-1024-2048');
    expect(Port.udpRange(1, 2).toString()).toBe('udp-1-2');
  });

  test.each([0, -1, 65536, 1.5, Number.NaN])('refuses %p', (port) => {
    expect(new Set(problemCodes(() => Port.tcp(port)))).toEqual(new Set(['port-number']));
  });

  test('refuses a range that runs backwards, and suggests the other way round', () => {
    expect(problemsOf(() => Port.tcpRange(20, 10)).message).toContain('Did you mean 10 to 20?');
  });
});
