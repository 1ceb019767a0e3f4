import { Decimal } from '../../../policies/cost/decimal';
import { breakEven } from '../../../policies/cost/egress/break-even';
import { type Egress, egressAlternatives } from '../../../policies/cost/egress/egress-alternatives';
import { egressChart } from '../../../policies/cost/report/egress-chart';
import { RuleContext } from '../../../policies/rules/context';
import { network, priced, TEST_PRICES, vpcFunction } from './support';

const d = Decimal.of;

/** GB for each zone and month, computed from the formula with the prices of 2026 before this code was written. */
const US_EAST_1 = {
  natHour: d('0.045'),
  natGb: d('0.045'),
  endpointHour: d('0.01'),
  endpointGb: d('0.01'),
  addressHour: d('0.005'),
};
const EU_WEST_1 = {
  natHour: d('0.048'),
  natGb: d('0.048'),
  endpointHour: d('0.011'),
  endpointGb: d('0.01'),
  addressHour: d('0.005'),
};

describe('the break-even', () => {
  test.each([
    [5, '0.0'],
    [6, '208.6'],
    [7, '417.1'],
    [8, '625.7'],
    [10, '1042.9'],
    [12, '1460.0'],
  ])('of %i endpoints in us-east-1 is %s GB a zone', (endpoints, gb) => {
    expect(breakEven(endpoints, US_EAST_1)?.gbPerZoneWithoutNat.toFixed(1)).toBe(gb);
  });

  test.each([
    [5, '38.4'],
    [6, '249.7'],
    [7, '461.1'],
    [8, '672.4'],
    [10, '1095.0'],
    [12, '1517.6'],
  ])('of %i endpoints in eu-west-1 is %s GB a zone', (endpoints, gb) => {
    expect(breakEven(endpoints, EU_WEST_1)?.gbPerZoneWithoutNat.toFixed(1)).toBe(gb);
  });

  test('says how many endpoints always win', () => {
    expect(breakEven(1, US_EAST_1)?.endpointsThatAlwaysWin.toFixed(2)).toBe('5.00');
    expect(breakEven(1, EU_WEST_1)?.endpointsThatAlwaysWin.toFixed(2)).toBe('4.82');
    expect(breakEven(4, US_EAST_1)?.gbPerZoneWithoutNat.isZero).toBe(true);
  });

  test('beside a NAT that stays only the price of a GB is saved: 5 × 0.01 × 730 / 0.035', () => {
    expect(breakEven(5, US_EAST_1)?.gbPerZoneBesideNat.toFixed(1)).toBe('1042.9');
  });

  test('is nowhere where a GB costs no less', () => {
    expect(breakEven(5, { ...US_EAST_1, natGb: d('0.01') })).toBeUndefined();
  });

  test('is where the two really cost the same', () => {
    for (const endpoints of [6, 9, 14]) {
      const gb = breakEven(endpoints, US_EAST_1)?.gbPerZoneWithoutNat ?? Decimal.ZERO;
      const through = US_EAST_1.endpointHour.times(endpoints * 730).plus(gb.times(US_EAST_1.endpointGb));
      const nat = US_EAST_1.natHour.plus(US_EAST_1.addressHour).times(730).plus(gb.times(US_EAST_1.natGb));
      expect(through.minus(nat).toFixed(2)).toMatch(/^-?0\.00$/);
    }
  });
});

const routes = (nat: string) => `
resource "aws_route_table" "out" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block     = "0.0.0.0/0"
    ${nat}
  }
}
resource "aws_route_table_association" "a" {
  subnet_id      = aws_subnet.a.id
  route_table_id = aws_route_table.out.id
}
resource "aws_route_table_association" "b" {
  subnet_id      = aws_subnet.b.id
  route_table_id = aws_route_table.out.id
}`;

const SINGLE = `${network(2)}${vpcFunction('f', 2)}
resource "aws_eip" "n" { domain = "vpc" }
resource "aws_nat_gateway" "n" {
  allocation_id = aws_eip.n.id
  subnet_id     = aws_subnet.a.id
}
${routes('nat_gateway_id = aws_nat_gateway.n.id')}
resource "aws_vpc_endpoint" "e" {
  for_each          = toset(["events", "states", "rds-data"])
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.\${each.key}"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.a.id, aws_subnet.b.id]
}`;

const USAGE = { aws_nat_gateway: { processedGbPerMonth: 60 }, aws_vpc_endpoint: { processedGbPerMonth: 20 } };

async function egressOf(
  configuration: string,
  usage: Readonly<Record<string, unknown>> = {},
): Promise<Egress | undefined> {
  const { graph, bill } = await priced(configuration, usage);
  return egressAlternatives(new RuleContext(graph), bill, TEST_PRICES);
}

describe('the ways out', () => {
  test('cost what a person computes', async () => {
    const egress = await egressOf(SINGLE, USAGE);
    const totals = Object.fromEntries(
      (egress?.alternatives ?? []).map(({ id, total }) => [id, total.toFixed(2)]),
    );
    expect(totals).toEqual({
      // 2 × (0.045 + 0.005) × 730 = 73.00; (60 + 60) GB × 0.045 = 5.40
      'nat-per-zone': '78.40',
      // 36.50; 120 GB × (0.045 + half of it crosses, 2 × 0.01 / 2 = 0.01) = 6.60
      'nat-single': '43.10',
      // (0.0042 + 0.005) × 730 + 8 × 0.08 = 7.356; 120 GB × 0.01 = 1.20
      'nat-instance': '8.56',
      // 3 × 2 × 0.01 × 730 = 43.80; 60 × 0.01 = 0.60
      'endpoints-only': '44.40',
      // 43.80 + 73.00; 60 × 0.045 = 2.70; 60 × 0.01 = 0.60
      'mixed-per-zone': '120.10',
      // 43.80 + 36.50; 60 × 0.055 = 3.30; 0.60
      'mixed-single': '84.20',
      // 43.80 + 7.356; 60 × 0.01 = 0.60; 0.60
      'mixed-instance': '52.36',
    });
  });

  test('as it is built costs what the same alternative does', async () => {
    const egress = await egressOf(SINGLE, USAGE);
    const same = egress?.alternatives.find(({ id }) => id === 'mixed-single');
    expect(egress?.asBuilt.total.toFixed(4)).toBe(same?.total.toFixed(4));
    expect(egress?.asBuilt.fixed.toFixed(4)).toBe(same?.fixed.toFixed(4));
    expect(egress?.asBuilt.internet.toFixed(4)).toBe(same?.internet.toFixed(4));
    expect(egress).toMatchObject({ zones: 2, services: 3, needsInternet: true, inspected: false });
  });

  test('have the firewall before the NAT where the system has one, and one without it to compare', async () => {
    const egress = await egressOf(
      `${SINGLE}
resource "aws_networkfirewall_firewall" "f" {
  name                = "f"
  vpc_id              = aws_vpc.main.id
  firewall_policy_arn = "arn:aws:network-firewall:us-east-1:111122223333:firewall-policy/p"
  subnet_mapping { subnet_id = aws_subnet.a.id }
}`,
      { ...USAGE, aws_networkfirewall_firewall: { processedGbPerMonth: 60 } },
    );
    const total = (id: string) => egress?.alternatives.find((one) => one.id === id)?.total.toFixed(2);
    // 2 × (0.395 + 0.005) × 730 = 584.00; 43.80; 60 × 0.065 = 3.90; 60 × 0.01 = 0.60
    expect(total('mixed-per-zone')).toBe('632.30');
    // As without a firewall: 43.80 + 73.00 + 2.70 + 0.60
    expect(total('mixed-uninspected')).toBe('120.10');
    // One firewall and one NAT: (0.395 + 0.005) × 730 = 292.00; 43.80; 60 × (0.065 + 0.01) = 4.50; 0.60
    expect(total('mixed-single')).toBe('340.90');
    expect(egress?.asBuilt.total.toFixed(2)).toBe('340.90');
    // 3 × 0.01 × 730 / (0.065 − 0.01) = 398.2: the firewall's GB is what is saved.
    expect(egress?.breakEven?.gbPerZoneBesideNat.toFixed(1)).toBe('398.2');
  });

  test('rule endpoints only out where a function has a route to the internet, and only there', async () => {
    const only = (egress: Egress | undefined) =>
      egress?.alternatives.find(({ id }) => id === 'endpoints-only')?.impossible;
    expect(only(await egressOf(SINGLE))).toBe('functions of this system have a route to the internet');
    const closed = await egressOf(`${network(2)}${vpcFunction('f', 2)}`);
    expect(only(closed)).toBeUndefined();
    expect(closed?.needsInternet).toBe(false);
  });

  test('leave an endpoint out by which clients come in', async () => {
    const egress = await egressOf(`${network(1)}${vpcFunction('f', 1)}
resource "aws_vpc_endpoint" "api" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.execute-api"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.a.id]
}`);
    expect(egress).toMatchObject({ services: 0, inboundEndpoints: 1 });
    expect(egress?.asBuilt.total.isZero).toBe(true);
  });

  test('are not compared where no function is in a VPC', async () => {
    expect(await egressOf('resource "aws_kms_key" "k" {}')).toBeUndefined();
  });

  test('are drawn as an SVG that says in words what it shows', async () => {
    const egress = await egressOf(SINGLE, USAGE);
    if (!egress) throw new Error('no ways out');
    const svg = egressChart(egress, 'A & B <script>');
    expect(svg).toContain('<title id="t">A &amp; B &lt;script&gt;</title>');
    expect(svg).toContain('prefers-color-scheme: dark');
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(svg.match(/<line class="line" x1="64"/g)).toHaveLength(6);
    const ids = [...svg.matchAll(/<text class="ink[^>]*>([^<]+)</g)].map(([, text]) => text);
    expect(ids).toEqual(expect.arrayContaining(['one NAT', 'endpoints + one NAT', 'as built, $84.20']));
  });
});
