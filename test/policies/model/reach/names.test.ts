import { declaredHosts } from '../../../../policies/model/reach/declared-hosts';
import { plainText } from '../../../../policies/model/reach/plain-text';
import { hostOf, serviceOfHost, servicesOf } from '../../../../policies/model/reach/service-names';
import { graphOf } from '../../graph/support';
import { contextOf, there } from '../network/support';

describe('services', () => {
  test.each([
    ['sqs:SendMessage', ['sqs']],
    ['cloudwatch:PutMetricData', ['monitoring']],
    ['kinesis:PutRecord', ['kinesis-streams']],
    ['states:StartSyncExecution', ['sync-states']],
    ['states:StartExecution', ['states']],
    ['ecr:GetAuthorizationToken', ['ecr.api', 'ecr.dkr']],
    ['rds-db:connect', []],
    ['*', []],
    ['*:Get*', []],
  ])('%s is asked for at %j', (action, services) => expect(servicesOf(action)).toEqual(services));

  it('are called by the name of the region', () => {
    expect(hostOf('sqs', 'eu-central-1', 'aws')).toBe('sqs.eu-central-1.amazonaws.com');
    expect(hostOf('kinesis-streams', 'cn-north-1', 'aws-cn')).toBe('kinesis.cn-north-1.amazonaws.com.cn');
    expect(hostOf('iam', 'eu-central-1', 'aws')).toBe('iam.amazonaws.com');
  });

  test.each([
    ['sqs.eu-central-1.amazonaws.com', 'sqs'],
    ['bucket.s3.eu-central-1.amazonaws.com', 's3'],
    ['kinesis.eu-central-1.amazonaws.com', 'kinesis-streams'],
    ['amazonaws.com.example', undefined],
    ['partner.example', undefined],
  ])('%s is %s', (host, service) => expect(serviceOfHost(host)).toBe(service));
});

describe('the environment', () => {
  const declared = async (variables: string) => {
    const context = await contextOf(`variable "x" {}
resource "aws_db_proxy" "p" {
  name = "p"
}
resource "aws_lambda_function" "f" {
  environment {
    variables = {
      ${variables}
    }
  }
}`);
    const found = declaredHosts(context, there(context.graph.byAddress('aws_lambda_function.f')));
    return {
      hosts: found.hosts.map(({ host, port }) => `${host}:${port}`),
      databases: [...found.databases].map(({ address }) => address),
      isKnown: found.unknown === undefined,
    };
  };

  test.each([
    ['URL = "https://Partner.example/x"', ['partner.example:443']],
    ['A = "http://a.example:8080, https://b.example"', ['a.example:8080', 'b.example:443']],
    ['API_HOST = "api.example.com"', ['api.example.com:443']],
    ['SMTP_SERVER = "mail.example.com:2525"', ['mail.example.com:2525']],
    ['BROKER = "amqps://user:secret@mq.example"', ['mq.example:5671']],
    ['QUEUE_URL = "https://sqs.eu-central-1.amazonaws.com/1/q"', []],
    ['BUCKET = "s3://data"', []],
    ['NAME = "orders.example.com"', []],
    ['LOCAL = "http://localhost:3000"', []],
    ['LEVEL = "info"', []],
    ['ENDPOINT = "not a host"', []],
  ])('%s', async (variable, hosts) => {
    expect(await declared(variable)).toEqual({ hosts, databases: [], isKnown: true });
  });

  it('knows the databases whose address is given, and what it does not know', async () => {
    expect(await declared('DB = "postgres://u@${aws_db_proxy.p.endpoint}/x"')).toMatchObject({
      databases: ['aws_db_proxy.p'],
      isKnown: true,
    });
    expect(await declared('DB_ARN = aws_db_proxy.p.arn')).toMatchObject({ databases: [], isKnown: true });
    expect(await declared('PARTNER_URL = var.x')).toMatchObject({ hosts: [], isKnown: false });
    expect(await declared('PARTNER = "https://${var.x}/a"')).toMatchObject({ hosts: [], isKnown: false });
    expect(await declared('TABLE = var.x')).toMatchObject({ isKnown: true });
    expect(await declared('LEVEL = "x"')).toMatchObject({ isKnown: true });
  });
});

it('names what is not known in words', async () => {
  const graph = await graphOf(
    'resource "aws_dynamodb_table" "t" {\n  for_each = toset(["a b"])\n}\nresource "aws_secretsmanager_secret" "s" {\n}',
  );
  const [table, secret] = graph.resources;
  expect(plainText(graph.arn(there(table)))).toBe(
    'arn:aws:dynamodb:<region>:<account>:table/<aws_dynamodb_table.t["a b"].name>',
  );
  expect(plainText(`${graph.arn(there(secret))} and more`)).toBe(
    'arn:aws:secretsmanager:<region>:<account>:secret:<aws_secretsmanager_secret.s.name>-xxxxxx and more',
  );
  expect(plainText('nothing special')).toBe('nothing special');
});
