import type { ReachableOptions } from '../../../../policies/proofs/reachable-is-declared/declared-destinations';
import { reachableIsDeclaredProvers } from '../../../../policies/proofs/reachable-is-declared/provers';
import { contextOf } from '../../model/network/support';
import { SAMPLE, sampleWith, sampleWithout } from '../../model/reach/sample-network';

async function findings(configuration: string, options: ReachableOptions = {}): Promise<readonly string[]> {
  const context = await contextOf(configuration);
  const found: string[] = [];
  for (const { criterion, prove } of reachableIsDeclaredProvers(options)) {
    const { violations } = await prove(context);
    for (const { subject, outcome, counterExample } of violations) {
      const { address } = subject;
      found.push(`${criterion.id.replace('proof-', '')} ${outcome.status} ${address}: ${outcome.message}`);
      if (criterion.id === 'proof-granted-is-reachable') expect(counterExample?.length).toBeGreaterThan(0);
    }
  }
  return found;
}

const called = (...services: readonly string[]): ReachableOptions => ({
  declared: () => ({ services: new Set(services) }),
});

it('says for how much it was shown', async () => {
  const [first] = reachableIsDeclaredProvers();
  const proven = await first?.prove(await contextOf(SAMPLE));
  expect(proven).toEqual({ scope: '5 paths of 1 functions, 1 of them in a VPC', violations: [] });
});

it('holds for the sample, whatever else is known of it', async () => {
  expect(await findings(SAMPLE)).toEqual([]);
  expect(await findings(SAMPLE, called('sqs', 's3'))).toEqual([]);
});

describe('granted and not reachable', () => {
  it('names what blocks and the smallest change', async () => {
    expect(await findings(sampleWithout('aws_vpc_security_group_ingress_rule.endpoint'))).toEqual([
      'granted-is-reachable fail aws_lambda_function.f: it may sqs:SendMessage and cannot reach sqs: no ingress rule of aws_security_group.endpoint lets tcp 443 in from aws_security_group.function. The smallest change: add an ingress rule for tcp 443 to aws_security_group.endpoint from aws_security_group.function',
    ]);
  });

  it('names a host and a database that the function is told of', async () => {
    expect(
      await findings(sampleWithout('aws_route.b', 'aws_vpc_security_group_ingress_rule.database')),
    ).toEqual([
      expect.stringMatching(
        /^granted-is-reachable fail aws_lambda_function.f: its environment names aws_rds_cluster.db, and it cannot reach that: no ingress rule of aws_security_group.database/,
      ),
      expect.stringMatching(
        /^granted-is-reachable fail aws_lambda_function.f: its environment names partner.example, and it cannot reach that: aws_route_table.b has no route to the internet \(in aws_subnet.b/,
      ),
    ]);
  });

  it('names what an endpoint’s policy does not let through', async () => {
    const policy =
      'policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:ReceiveMessage", Resource = "*" }] })';
    expect(
      await findings(sampleWith(['private_dns_enabled = true', `private_dns_enabled = true\n  ${policy}`])),
    ).toEqual([
      'granted-is-reachable fail aws_lambda_function.f: it may sqs:SendMessage on arn:aws:sqs:eu-central-1:<account>:q, and the policy of aws_vpc_endpoint.sqs does not let sqs:SendMessage through. The smallest change: allow sqs:SendMessage on arn:aws:sqs:eu-central-1:<account>:q for aws_iam_role.f in the policy of aws_vpc_endpoint.sqs',
    ]);
  });

  it('does not ask for a way that the code does not take', async () => {
    const blocked = sampleWithout('aws_vpc_security_group_ingress_rule.endpoint');
    expect((await findings(blocked, called('s3'))).filter((one) => one.includes('granted'))).toEqual([]);
    expect(await findings(blocked, called('sqs', 's3'))).toHaveLength(1);
  });

  it('does not know whether objects are read or addresses signed, unless the code says it', async () => {
    const signing = sampleWithout(
      'aws_vpc_security_group_egress_rule.s3',
      'aws_vpc_security_group_egress_rule.internet',
    )
      .replace('s3:ListBucket', 's3:PutObject')
      .replace(/PARTNER_URL = .*/, '');
    const [found, ...others] = await findings(signing);
    expect(others.filter((one) => one.startsWith('granted'))).toEqual([]);
    expect(found).toMatch(/^granted-is-reachable unknown .*only the code tells$/);
    expect((await findings(signing, called('sqs', 's3')))[0]).toMatch(
      /^granted-is-reachable fail .*it may s3:PutObject and cannot reach s3/,
    );
    expect((await findings(signing, called('sqs'))).filter((one) => one.startsWith('granted'))).toEqual([]);
  });

  it('says once what is not known of many', async () => {
    const text = sampleWith([/(vpc_config \{\s*subnet_ids\s*= )\[[^\]]*\]/, '$1var.anything']);
    const many =
      text +
      text
        .slice(text.indexOf('resource "aws_lambda_function" "f"'))
        .replace('"f" {', '"g" {')
        .replace('"f"\n', '"g"\n');
    const found = await findings(many);
    expect(found.filter((one) => one.startsWith('granted'))).toEqual([
      expect.stringMatching(
        /^granted-is-reachable unknown aws_lambda_function.f: whether aws_lambda_function.f and aws_lambda_function.g reach sqs, s3, aws_rds_cluster.db and partner.example: /,
      ),
    ]);
  });

  it('says once that nothing of a whole list can be reached', async () => {
    const actions = [
      'sns:Publish',
      'events:PutEvents',
      'states:StartExecution',
      'ssm:GetParameter',
      'kms:Sign',
      'lambda:InvokeFunction',
      'athena:StartQueryExecution',
      'glue:GetTable',
      'batch:SubmitJob',
    ];
    const text = sampleWith(
      [
        /security_group_ids = \[aws_security_group.function.id\]/,
        'security_group_ids = [aws_security_group.database.id]',
      ],
      ['Action = "sqs:SendMessage"', `Action = ${JSON.stringify(actions)}`],
    );
    const found = (await findings(text)).filter((one) => one.includes('it may'));
    expect(found).toEqual([
      expect.stringMatching(/it may use .* and 6 more and reaches none of these 10 services$/),
    ]);
  });

  it('takes a policy of AWS for what it begins with', async () => {
    const full = `${sampleWith(['security_group_ids = [aws_security_group.function.id]', 'security_group_ids = [aws_security_group.database.id]'], [/\{ Sid = "Send"[^}]*\},\s*\{ Sid = "List"[^}]*\},/, ''])}resource "aws_iam_role_policy_attachment" "table" {
  role       = aws_iam_role.f.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"
}
`;
    expect((await findings(full)).filter((one) => one.includes('it may'))).toEqual([
      expect.stringMatching(/it may dynamodb:\* and cannot reach dynamodb/),
    ]);
  });

  it('says nothing of what nobody chose: all of AWS, or what a boundary takes away', async () => {
    const star = sampleWith([
      'Action = "sqs:SendMessage", Resource = aws_sqs_queue.q.arn',
      'Action = "*", Resource = "*"',
    ]);
    expect((await findings(star)).filter((one) => one.startsWith('granted'))).toEqual([]);
    const bounded =
      sampleWith(['  name = "f"\n', '  name = "f"\n  permissions_boundary = aws_iam_policy.b.arn\n'])
        .replace(
          '"aws_vpc_security_group_ingress_rule" "endpoint"',
          '"aws_vpc_security_group_ingress_rule" "elsewhere"',
        )
        .replace(
          /(elsewhere" \{\s*security_group_id\s*= )aws_security_group.endpoint.id/,
          '$1aws_security_group.database.id',
        ) +
      'resource "aws_iam_policy" "b" {\n  name = "b"\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })\n}\n';
    expect((await findings(bounded)).filter((one) => one.startsWith('granted'))).toEqual([]);
  });
});

/** Without the DNS firewall every host is reached. */
const OPEN = sampleWithout('aws_route53_resolver_firewall_rule_group_association.main');
const IDLE = OPEN.replace('PARTNER_URL = "https://partner.example/outcomes"', '');

describe('reachable and not needed', () => {
  it('finds a way to every host for a function that names none', async () => {
    expect(await findings(IDLE)).toEqual([
      'reachable-is-granted fail aws_vpc_security_group_egress_rule.internet: it opens every host of the internet to aws_lambda_function.f, with no filter of hosts, and nothing in its environment or permissions needs that',
    ]);
  });

  it('says less of one that names a host, or needs the public address of a service', async () => {
    expect(await findings(OPEN)).toEqual([
      'reachable-is-declared fail aws_vpc_security_group_egress_rule.internet: it opens every host of the internet, with no filter of hosts, and aws_lambda_function.f names only partner.example',
    ]);
    const found = await findings(IDLE.replace(/resource "aws_vpc_endpoint" "sqs" \{[^}]*\}/, ''));
    expect(found).toEqual([expect.stringMatching(/^reachable-is-declared fail .* needs only sqs there$/)]);
  });

  it('does not know it where the host is not known', async () => {
    expect(await findings(OPEN.replace('"https://partner.example/outcomes"', 'var.anything'))).toEqual([
      expect.stringMatching(
        /^reachable-is-declared unknown aws_vpc_security_group_egress_rule.internet: .*which hosts they call: /,
      ),
    ]);
  });

  it('takes the hosts of whoever knows more', async () => {
    const options: ReachableOptions = { declared: () => ({ hosts: ['partner.example'] }) };
    expect(await findings(IDLE, options)).toEqual([expect.stringMatching(/^reachable-is-declared fail/)]);
    expect(
      await findings(sampleWith(['PARTNER_URL = "https://partner.example/outcomes"', '']), options),
    ).toEqual([]);
  });

  it('is silent where the filter of names, or no rule, holds everything back', async () => {
    expect(
      await findings(
        sampleWithout('aws_vpc_security_group_egress_rule.internet')
          .replace(/PARTNER_URL = .*/, '')
          .replace(', "partner.example"', ''),
      ),
    ).toEqual([]);
  });

  it('finds the port of a database that nothing says a function uses', async () => {
    const unused = sampleWith(
      ['DB_HOST     = aws_rds_cluster.db.endpoint', ''],
      ['{ Sid = "Connect", Effect = "Allow", Action = "rds-db:connect", Resource = "*" },', ''],
    );
    expect(await findings(unused)).toEqual([
      expect.stringMatching(
        /^reachable-is-granted fail aws_vpc_security_group_ingress_rule.database: it opens the port of aws_rds_cluster.db to aws_lambda_function.f, which neither may connect/,
      ),
    ]);
    const secret = unused.replace(
      'Action = "s3:ListBucket", Resource = aws_s3_bucket.b.arn',
      'Action = ["s3:ListBucket", "secretsmanager:GetSecretValue"], Resource = "*"',
    );
    expect((await findings(secret)).filter((one) => one.includes('port of'))).toEqual([]);
    const dataApi = secret.replace(
      '"secretsmanager:GetSecretValue"',
      '"secretsmanager:GetSecretValue", "rds-data:ExecuteStatement"',
    );
    expect((await findings(dataApi)).filter((one) => one.includes('port of'))).toHaveLength(1);
  });

  it('finds a rule to the endpoint of a service where nobody may do anything', async () => {
    const idle = sampleWith(
      ['Action = "sqs:SendMessage"', 'Action = "sns:Publish"'],
      [
        'resource "aws_s3_bucket" "b"',
        'resource "aws_sns_topic" "t" {\n  name = "t"\n}\nresource "aws_s3_bucket" "b"',
      ],
    );
    expect((await findings(idle)).filter((one) => one.startsWith('reachable'))).toEqual([
      'reachable-is-granted fail aws_vpc_security_group_egress_rule.endpoint: it leads aws_lambda_function.f to sqs, where its role allows nothing',
    ]);
    const shared = `${idle}resource "aws_instance" "other" {\n  vpc_security_group_ids = [aws_security_group.function.id]\n  subnet_id = aws_subnet.a.id\n}\n`;
    expect((await findings(shared)).filter((one) => one.includes('it leads'))).toEqual([]);
  });
});

describe('reachable and not declared', () => {
  it('finds a host that is let through and that nobody names', async () => {
    const more = sampleWith(['"partner.example"', '"partner.example", "*.forgotten.example"']);
    expect(await findings(more)).toEqual([
      'reachable-is-declared fail aws_route53_resolver_firewall_rule.allow: it lets *.forgotten.example through, which no function of the VPC names',
    ]);
    expect(
      await findings(more.replace('OTHER', 'X'), { declared: () => ({ hosts: ['api.forgotten.example'] }) }),
    ).toEqual([]);
  });

  it('does not know it where an environment is not known, and says nothing where others are in the VPC', async () => {
    const more = sampleWith(['"partner.example"', '"partner.example", "forgotten.example"']);
    expect(await findings(more.replace('DB_HOST ', 'API_URL = var.anything\n      DB_HOST '))).toEqual([
      expect.stringMatching(/^reachable-is-declared unknown/),
    ]);
    const task =
      'resource "aws_ecs_service" "s" {\n  name = "s"\n  network_configuration {\n    subnets = [aws_subnet.a.id]\n  }\n}\n';
    expect(await findings(more + task)).toEqual([]);
  });

  it('finds a service to which its own rule leads, and that the code does not call', async () => {
    const idle =
      sampleWith([
        'Action = "sqs:SendMessage", Resource = aws_sqs_queue.q.arn',
        'Action = "s3:ListAllMyBuckets", Resource = "*"',
      ]) +
      // Another function of the group may send.
      SAMPLE.slice(SAMPLE.indexOf('resource "aws_iam_role" "f"'))
        .replaceAll('" "f" {', '" "g" {')
        .replaceAll('aws_iam_role.f', 'aws_iam_role.g')
        .replaceAll('aws_iam_role_policy.f', 'aws_iam_role_policy.g')
        .replaceAll('= "f"', '= "g"');
    expect(await findings(idle)).toEqual([]);
    const options: ReachableOptions = {
      declared: ({ name }) => ({ services: new Set(name === 'f' ? ['s3'] : ['s3', 'sqs']) }),
    };
    expect(await findings(idle, options)).toEqual([
      'reachable-is-declared fail aws_lambda_function.f: it reaches sqs by aws_vpc_security_group_egress_rule.endpoint, and neither calls it nor may do anything there',
    ]);
  });

  it('finds a way around the firewall that the VPC has', async () => {
    const around = `${SAMPLE}resource "aws_networkfirewall_firewall" "main" {
  name                = "main"
  vpc_id              = aws_vpc.main.id
  firewall_policy_arn = "arn:aws:network-firewall:eu-central-1:111122223333:firewall-policy/x"
  subnet_mapping {
    subnet_id = aws_subnet.public.id
  }
}\n`;
    expect(await findings(around)).toEqual([
      'reachable-is-declared fail aws_route.a: from aws_subnet.a, aws_lambda_function.f reaches every address of the internet around aws_networkfirewall_firewall.main',
    ]);
  });

  it('finds a function without a host in subnets that lead out, where others have subnets that do not', async () => {
    const other = SAMPLE.slice(SAMPLE.indexOf('resource "aws_lambda_function" "f"'))
      .replace('"f" {', '"g" {')
      .replace('function_name = "f"', 'function_name = "g"')
      .replace(/PARTNER_URL = .*/, '');
    const idle = sampleWith(
      ['PARTNER_URL = "https://partner.example/outcomes"', ''],
      [', "partner.example"', ''],
    );
    expect(await findings(idle)).toEqual([]);
    const inside = other.replace('[aws_subnet.a.id, aws_subnet.b.id]', '[aws_subnet.data.id]');
    expect((await findings(idle + inside)).filter((one) => one.includes('leads to the internet'))).toEqual([
      expect.stringMatching(
        /^reachable-is-declared fail aws_lambda_function.f: aws_lambda_function.f names no host and lies in aws_subnet.a/,
      ),
    ]);
  });
});
