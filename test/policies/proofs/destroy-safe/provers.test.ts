import { destroySafeProvers } from '../../../../policies/proofs/destroy-safe/provers';
import { contextOf } from '../../model/network/support';
import { SAMPLE, sampleWith } from '../../model/reach/sample-network';

async function findings(configuration: string): Promise<readonly string[]> {
  const context = await contextOf(configuration);
  const found: string[] = [];
  for (const { prove } of destroySafeProvers) {
    const { violations } = await prove(context);
    for (const { subject, outcome } of violations) {
      found.push(`${outcome.status} ${subject.address}: ${outcome.message}`);
    }
  }
  return found;
}

it('holds for the sample', async () => {
  expect(await findings(SAMPLE)).toEqual([]);
});

describe('the order of destruction', () => {
  const ORDER = [
    'fail aws_lambda_function.f: it does not depend on aws_iam_role_policy.f, which may be destroyed before it',
  ];
  const attached = (depends: string) =>
    sampleWith(['depends_on    = [aws_iam_role_policy.f]', depends], [/\{ Sid = "Interfaces"[^}]*\},/, '']) +
    'resource "aws_iam_role_policy_attachment" "vpc" {\n  role = aws_iam_role.f.name\n  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"\n}\n';

  it('is free where the function does not depend on the policy', async () => {
    expect(await findings(sampleWith(['depends_on    = [aws_iam_role_policy.f]', '']))).toEqual(ORDER);
    expect(await findings(attached(''))).toEqual([
      ORDER[0]?.replace('aws_iam_role_policy.f', 'aws_iam_role_policy_attachment.vpc'),
    ]);
  });

  test.each([
    ['it depends on the attachment', attached('depends_on = [aws_iam_role_policy_attachment.vpc]')],
    [
      'it depends on something that does',
      attached('depends_on = [aws_cloudwatch_log_group.f]') +
        'resource "aws_cloudwatch_log_group" "f" {\n  name = "f"\n  depends_on = [aws_iam_role_policy_attachment.vpc]\n}\n',
    ],
    [
      'the role itself holds the policy',
      sampleWith(
        ['depends_on    = [aws_iam_role_policy.f]', ''],
        [
          /resource "aws_iam_role_policy" "f" \{\s*role = aws_iam_role.f.id\s*policy = jsonencode\(/,
          'locals {\n  document = jsonencode(',
        ],
        [
          '  name = "f"\n',
          '  name = "f"\n  inline_policy {\n    name = "f"\n    policy = local.document\n  }\n',
        ],
      ),
    ],
    [
      'it is in no VPC',
      sampleWith(['depends_on    = [aws_iam_role_policy.f]', ''], [/ {2}vpc_config \{[^}]*\}\n/, '']),
    ],
    [
      'the role is outside of the input',
      sampleWith(
        ['depends_on    = [aws_iam_role_policy.f]', ''],
        ['role          = aws_iam_role.f.arn', 'role          = "arn:aws:iam::111122223333:role/x"'],
      ),
    ],
  ])('is kept: %s', async (_, configuration) => expect(await findings(configuration)).toEqual([]));
});

describe('quotas', () => {
  const repeated = (count: number, make: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => make(index)).join('\n');

  const functions = (count: number) =>
    SAMPLE +
    repeated(
      count,
      (i) => `resource "aws_security_group" "s${i}" {
  vpc_id = aws_vpc.main.id
}
resource "aws_lambda_function" "n${i}" {
  function_name = "n${i}"
  role          = "arn:aws:iam::111122223333:role/x"
  vpc_config {
    subnet_ids         = [aws_subnet.a.id, aws_subnet.b.id]
    security_group_ids = [aws_security_group.s${i}.id]
  }
}
`,
    )
      .replaceAll('10.0.1.0/24', '10.0.16.0/20')
      .replaceAll('10.0.2.0/24', '10.0.32.0/20');

  it('counts interfaces by unique subnet and set of groups', async () => {
    const wide = (count: number) =>
      functions(count).replaceAll('10.0.1.0/24', '10.0.16.0/20').replaceAll('10.0.2.0/24', '10.0.32.0/20');
    const interfaces = async (count: number) =>
      (await findings(wide(count))).filter((one) => one.includes('network interfaces of Lambda'));
    expect(await interfaces(20)).toEqual([]);
    expect(await interfaces(130)).toEqual([
      expect.stringMatching(
        /^unknown aws_lambda_function.f: whether 262 network interfaces of Lambda in one VPC .* AWS's default is 250/,
      ),
    ]);
    expect(await interfaces(255)).toEqual([
      expect.stringMatching(/^fail aws_lambda_function.f: it takes 512 network interfaces of Lambda/),
    ]);
  });

  it('counts the addresses of a subnet', async () => {
    const small = functions(12).replaceAll('10.0.1.0/24', '10.0.1.0/28');
    expect(await findings(small)).toEqual([
      'fail aws_subnet.a: 14 interfaces take its 11 usable addresses, and 3 more',
    ]);
  });

  it('counts the rules of a group by direction and family, and a list by its greatest length', async () => {
    const rules = (count: number) =>
      `resource "aws_security_group" "g" {\n  vpc_id = "vpc-1"\n  ingress {\n    protocol = "tcp"\n    from_port = 443\n    to_port = 443\n    cidr_blocks = [${Array.from({ length: count }, (_, i) => `"10.0.${i}.0/24"`).join(', ')}]\n  }\n}\n`;
    expect(await findings(rules(60))).toEqual([]);
    expect(await findings(rules(61))).toEqual([
      expect.stringMatching(
        /^unknown aws_security_group.g: whether 61 ingress rules of a security group are allowed: AWS's default is 60/,
      ),
    ]);
    const list = `resource "aws_ec2_managed_prefix_list" "l" {\n  name = "l"\n  address_family = "IPv4"\n  max_entries = 70\n}
resource "aws_security_group" "g" {\n  egress {\n    protocol = "tcp"\n    from_port = 443\n    to_port = 443\n    prefix_list_ids = [aws_ec2_managed_prefix_list.l.id]\n  }\n}\n`;
    expect(await findings(list)).toEqual([expect.stringContaining('whether 70 egress rules')]);
  });

  test.each([
    [
      'groups of a function',
      sampleWith([
        'security_group_ids = [aws_security_group.function.id]',
        'security_group_ids = ["sg-1", "sg-2", "sg-3", "sg-4", "sg-5", "sg-6"]',
      ]),
      'fail aws_lambda_function.f: it takes 6 security groups of a function, and AWS gives 5',
    ],
    [
      'routes of a table',
      `resource "aws_route_table" "t" {\n  vpc_id = "vpc-1"\n${repeated(501, (i) => `  route {\n    cidr_block = "10.${Math.floor(i / 250)}.${i % 250}.0/24"\n    transit_gateway_id = "tgw-1"\n  }`)}\n}\n`,
      'unknown aws_route_table.t: whether 501 routes of a table are allowed',
    ],
    [
      'interface endpoints',
      `${repeated(51, (i) => `resource "aws_vpc_endpoint" "e${i}" {\n  vpc_id = "vpc-1"\n  service_name = "com.amazonaws.eu-central-1.s${i}"\n  vpc_endpoint_type = "Interface"\n}`)}`,
      'unknown aws_vpc_endpoint.e0: whether 51 interface endpoints of a VPC are allowed',
    ],
    [
      'DNS rule groups',
      repeated(
        6,
        (i) =>
          `resource "aws_route53_resolver_firewall_rule_group_association" "a${i}" {\n  vpc_id = "vpc-1"\n  firewall_rule_group_id = "g${i}"\n  priority = ${101 + i}\n  name = "a"\n}`,
      ),
      'fail aws_route53_resolver_firewall_rule_group_association.a0: it takes 6 rule groups of the DNS firewall of a VPC',
    ],
    [
      'attached policies',
      `resource "aws_iam_role" "r" {\n  name = "r"\n}\n${repeated(11, (i) => `resource "aws_iam_role_policy_attachment" "p${i}" {\n  role = aws_iam_role.r.name\n  policy_arn = "arn:aws:iam::111122223333:policy/p${i}"\n}`)}`,
      'unknown aws_iam_role.r: whether 11 managed policies of a role are allowed',
    ],
  ])('%s', async (_, configuration, expected) => {
    expect((await findings(configuration)).filter((one) => one.startsWith(expected))).toHaveLength(1);
  });

  describe('the size of policies', () => {
    const statements = (
      count: number,
      resource = '"arn:aws:sqs:eu-central-1:111122223333:a-queue-with-a-name"',
    ) =>
      `jsonencode({ Version = "2012-10-17", Statement = [for i in range(${count}) : { Effect = "Allow", Action = "sqs:SendMessage", Resource = ${resource} }] })`;
    const inline = (name: string, count: number, resource?: string) =>
      `resource "aws_iam_role_policy" "${name}" {\n  role = aws_iam_role.r.id\n  policy = ${statements(count, resource)}\n}\n`;
    const ROLE = 'resource "aws_iam_role" "r" {\n  name = "r"\n}\n';

    it('is that of all inline policies together, without white space', async () => {
      expect(await findings(ROLE + inline('a', 40) + inline('b', 40))).toEqual([]);
      expect(await findings(ROLE + inline('a', 50) + inline('b', 50))).toEqual([
        expect.stringMatching(
          /^fail aws_iam_role.r: it takes 1\d{4} characters of the inline policies of a role, and AWS gives 10240 \(facts.json q-iam-inline\)$/,
        ),
      ]);
    });

    it('is not known where the names are not', async () => {
      const queue = 'resource "aws_sqs_queue" "q" {\n}\n';
      expect(await findings(queue + ROLE + inline('a', 75, 'aws_sqs_queue.q.arn'))).toEqual([
        expect.stringMatching(
          /^unknown aws_iam_role.r: how many characters of the inline policies of a role there are beyond \d+ of 10240: up to \d+ with the names that are known after apply$/,
        ),
      ]);
    });

    test.each([
      [
        'a managed policy',
        `resource "aws_iam_policy" "p" {\n  name = "p"\n  policy = ${statements(60)}\n}\n`,
        'aws_iam_policy.p: it takes 7',
      ],
      [
        'an endpoint’s policy',
        `resource "aws_vpc_endpoint" "e" {\n  vpc_id = "vpc-1"\n  service_name = "com.amazonaws.eu-central-1.sqs"\n  policy = ${statements(220)}\n}\n`,
        'aws_vpc_endpoint.e: it takes 2',
      ],
      [
        'a service control policy',
        `resource "aws_organizations_policy" "p" {\n  name = "p"\n  content = ${statements(50)}\n}\n`,
        'aws_organizations_policy.p: it takes 5',
      ],
    ])('%s', async (_, configuration, expected) => {
      expect(await findings(configuration)).toEqual([expect.stringContaining(expected)]);
    });

    it('of a trust policy may be raised', async () => {
      const role = `resource "aws_iam_role" "r" {\n  name = "r"\n  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [for i in range(30) : { Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })\n}\n`;
      expect(await findings(role)).toEqual([
        expect.stringMatching(
          /^unknown aws_iam_role.r: whether \d+ characters of a trust policy are allowed: AWS's default is 2048/,
        ),
      ]);
    });
  });
});
