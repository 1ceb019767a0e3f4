import type { ReachPath } from '../../../../policies/model/reach/function-reach';
import { reach } from '../../../../policies/model/reach/reach';
import { contextOf, there } from '../network/support';
import { SAMPLE, sampleWith } from './sample-network';

async function pathTo(configuration: string, id: string): Promise<ReachPath> {
  const context = await contextOf(configuration);
  return there(
    there(context.derive(reach).functions[0]).paths.find(({ destination }) => destination.id === id),
  );
}

const document = (statements: string) =>
  `jsonencode({ Version = "2012-10-17", Statement = [${statements}] })`;

const endpointPolicy = (statements: string) =>
  sampleWith([
    'private_dns_enabled = true',
    `private_dns_enabled = true\n  policy = ${document(statements)}`,
  ]);

const queuePolicy = (statements: string) =>
  `${SAMPLE}resource "aws_sqs_queue_policy" "q" {\n  queue_url = aws_sqs_queue.q.id\n  policy = ${document(statements)}\n}\n`;

const rolePolicy = (statements: string) =>
  `${SAMPLE}resource "aws_iam_role_policy" "more" {\n  role = aws_iam_role.f.id\n  policy = ${document(statements)}\n}\n`;

const everyone = 'Principal = "*", Resource = "*"';

describe('the policies on the way to a service', () => {
  test.each([
    ['the endpoint allows everything, as AWS has it', SAMPLE, 'granted', undefined],
    [
      'the endpoint allows the action',
      endpointPolicy(`{ Effect = "Allow", Action = "sqs:SendMessage", ${everyone} }`),
      'granted',
      undefined,
    ],
    [
      'the endpoint allows another action',
      endpointPolicy(`{ Effect = "Allow", Action = "sqs:ReceiveMessage", ${everyone} }`),
      'none',
      'endpoint policy',
    ],
    [
      'the endpoint allows another queue',
      endpointPolicy(
        '{ Effect = "Allow", Action = "sqs:*", Principal = "*", Resource = "arn:aws:sqs:eu-central-1:111122223333:other" }',
      ),
      'none',
      'endpoint policy',
    ],
    [
      'the endpoint allows the role',
      endpointPolicy(
        `{ Effect = "Allow", Action = "sqs:*", ${everyone}, Condition = { ArnEquals = { "aws:PrincipalArn" = aws_iam_role.f.arn } } }`,
      ),
      'granted',
      undefined,
    ],
    [
      'the endpoint allows another role',
      endpointPolicy(
        `{ Effect = "Allow", Action = "sqs:*", ${everyone}, Condition = { ArnEquals = { "aws:PrincipalArn" = "arn:aws:iam::111122223333:role/g" } } }`,
      ),
      'none',
      'endpoint policy',
    ],
    [
      'the endpoint’s policy is a variable',
      sampleWith(['private_dns_enabled = true', 'private_dns_enabled = true\n  policy = var.anything']),
      'unknown',
      'endpoint policy',
    ],
    [
      'the queue denies',
      queuePolicy(`{ Effect = "Deny", Action = "sqs:SendMessage", ${everyone} }`),
      'none',
      'resource policy',
    ],
    [
      'the queue denies what does not come by another endpoint',
      queuePolicy(
        `{ Effect = "Deny", Action = "sqs:*", ${everyone}, Condition = { StringNotEquals = { "aws:SourceVpce" = "vpce-1" } } }`,
      ),
      'none',
      'resource policy',
    ],
    [
      'the queue denies what does not come by this endpoint',
      queuePolicy(
        `{ Effect = "Deny", Action = "sqs:*", ${everyone}, Condition = { StringNotEquals = { "aws:SourceVpce" = aws_vpc_endpoint.sqs.id } } }`,
      ),
      'granted',
      undefined,
    ],
    [
      'the queue denies what is not encrypted on the way',
      queuePolicy(
        `{ Effect = "Deny", Action = "sqs:*", ${everyone}, Condition = { Bool = { "aws:SecureTransport" = "false" } } }`,
      ),
      'granted',
      undefined,
    ],
    [
      'the queue denies other organisations, and nobody knows the own one',
      queuePolicy(
        `{ Effect = "Deny", Action = "sqs:*", ${everyone}, Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-1" } } }`,
      ),
      'unknown',
      'resource policy',
    ],
    [
      'the role denies its code',
      rolePolicy(
        '{ Effect = "Deny", Action = "sqs:*", Resource = "*", Condition = { ArnEquals = { "lambda:SourceFunctionArn" = aws_lambda_function.f.arn } } }',
      ),
      'none',
      'identity policy',
    ],
  ])('%s', async (_, configuration, permission, by) => {
    const path = await pathTo(configuration, 'service sqs');
    expect(path.way.passage).toBe('open');
    expect(path.permission).toBe(permission);
    expect(path.judged[0]?.verdict.by).toBe(by);
    const kinds = path.steps.filter(({ passage }) => passage !== 'open').map(({ kind }) => kind);
    expect(kinds).toEqual(by === undefined ? [] : [by]);
  });

  it('names the change of the endpoint’s policy', async () => {
    const { steps } = await pathTo(
      endpointPolicy(`{ Effect = "Allow", Action = "sqs:ReceiveMessage", ${everyone} }`),
      'service sqs',
    );
    expect(steps.find(({ passage }) => passage === 'blocked')?.change).toBe(
      'allow sqs:SendMessage on arn:aws:sqs:eu-central-1:<account>:q for aws_iam_role.f in the policy of aws_vpc_endpoint.sqs',
    );
  });

  it('finds with a wildcard what the endpoint lets through of it', async () => {
    const configuration = endpointPolicy(
      '{ Effect = "Allow", Action = "sqs:SendMessage", Principal = "*", Resource = aws_sqs_queue.q.arn }',
    ).replace(
      'Action = "sqs:SendMessage", Resource = aws_sqs_queue.q.arn }',
      'Action = "sqs:*", Resource = "*" }',
    );
    expect((await pathTo(configuration, 'service sqs')).permission).toBe('granted');
  });

  it('lists a service of which an endpoint is open and nothing is granted', async () => {
    const configuration = sampleWith(['Action = "sqs:SendMessage"', 'Action = "sns:Publish"']);
    const path = await pathTo(configuration, 'service sqs');
    expect([path.way.passage, path.permission]).toEqual(['open', 'none']);
  });

  it('leads to another function by the permission to invoke it', async () => {
    const configuration =
      rolePolicy(
        '{ Effect = "Allow", Action = "lambda:InvokeFunction", Resource = "${aws_lambda_function.g.arn}:live" }',
      ) +
      'resource "aws_lambda_function" "g" {\n  function_name = "g"\n  role = "arn:aws:iam::111122223333:role/g"\n}\n';
    // No name of AWS but those of the region is answered, and lambda is one of them.
    expect((await pathTo(configuration, 'function g')).permission).toBe('granted');
  });

  it('does not know what a role outside of the input may do', async () => {
    const configuration = sampleWith([
      'role          = aws_iam_role.f.arn',
      'role          = "arn:aws:iam::111122223333:role/x"',
    ]);
    expect((await pathTo(configuration, 'service sqs')).permission).toBe('unknown');
  });
});

describe('who makes the call', () => {
  const services = async (statement: string, more = '') => {
    const context = await contextOf(rolePolicy(statement) + more);
    return there(context.derive(reach).functions[0]).paths.map(({ destination }) => destination.id);
  };

  test.each([
    [
      'Lambda, for what the function logs',
      '{ Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = "*" }',
      'service logs',
      '',
    ],
    [
      'Lambda, for traces',
      '{ Effect = "Allow", Action = "xray:PutTraceSegments", Resource = "*" }',
      'service xray',
      '',
    ],
    [
      'a service, by the condition',
      '{ Effect = "Allow", Action = "kms:Decrypt", Resource = "*", Condition = { StringEquals = { "kms:ViaService" = "sqs.eu-central-1.amazonaws.com" } } }',
      'service kms',
      '',
    ],
    [
      'the poller of an event source',
      '{ Effect = "Allow", Action = ["kinesis:GetRecords"], Resource = aws_kinesis_stream.s.arn }',
      'service kinesis-streams',
      'resource "aws_kinesis_stream" "s" {\n  name = "s"\n}\nresource "aws_lambda_event_source_mapping" "s" {\n  function_name = aws_lambda_function.f.arn\n  event_source_arn = aws_kinesis_stream.s.arn\n}\n',
    ],
    [
      'nobody: a role is passed, not called',
      '{ Effect = "Allow", Action = "iam:PassRole", Resource = "*" }',
      'service iam',
      '',
    ],
    ['nobody chose a service', '{ Effect = "Allow", Action = "*", Resource = "*" }', 'service *', ''],
  ])('%s', async (_, statement, id, more) => {
    expect(await services(statement, more)).not.toContain(id);
  });

  it('the Data API reads the secret where the function cannot', async () => {
    const statement =
      '{ Effect = "Allow", Action = ["rds-data:ExecuteStatement", "secretsmanager:GetSecretValue"], Resource = "*" }';
    const context = await contextOf(
      rolePolicy(statement).replace(
        '"*.eu-central-1.amazonaws.com"',
        '"rds-data.eu-central-1.amazonaws.com"',
      ),
    );
    const ids = there(context.derive(reach).functions[0]).paths.map(({ destination }) => destination.id);
    expect(ids).toContain('service rds-data');
    expect(ids).not.toContain('service secretsmanager');
  });
});
