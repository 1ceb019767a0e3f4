import { Unknown } from '../../../../policies/graph/value';
import { vpcEndpoints } from '../../../../policies/model/network/endpoints';
import { routeTables } from '../../../../policies/model/network/route-tables';
import { contextOf, there } from './support';

async function endpoint(body: string, more = '') {
  const context = await contextOf(`
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_route_table" "t" { vpc_id = aws_vpc.v.id }
resource "aws_subnet" "s" { vpc_id = aws_vpc.v.id }
resource "aws_security_group" "g" { vpc_id = aws_vpc.v.id }
resource "aws_vpc_endpoint" "e" {
  vpc_id = aws_vpc.v.id
  ${body}
}
${more}`);
  const id = (type: string, attribute = 'id') =>
    context.graph.attribute(there(context.graph.byType(type)[0]), attribute);
  return { context, id, endpoint: there([...context.derive(vpcEndpoints).values()][0]) };
}

test('a gateway endpoint has its tables inline and by association, and is a route in each', async () => {
  const inline = await endpoint(
    'service_name = "com.amazonaws.eu-central-1.s3"\n route_table_ids = [aws_route_table.t.id]\n policy = "{}"',
  );
  expect(inline.endpoint).toMatchObject({ type: 'Gateway', serviceName: 's3', privateDns: false });
  expect(inline.endpoint.policy).toMatchObject({ value: '{}', path: 'policy' });
  const separate = await endpoint(
    'service_name = "com.amazonaws.eu-central-1.dynamodb"',
    `resource "aws_vpc_endpoint_route_table_association" "a" {
  vpc_endpoint_id = aws_vpc_endpoint.e.id
  route_table_id  = aws_route_table.t.id
}
resource "aws_vpc_endpoint_policy" "p" {
  vpc_endpoint_id = aws_vpc_endpoint.e.id
  policy          = "{}"
}`,
  );
  expect(separate.endpoint.policy?.resource.type).toBe('aws_vpc_endpoint_policy');
  for (const { context, id, endpoint: found } of [inline, separate]) {
    expect(found.routeTables.ids).toEqual([id('aws_route_table')]);
    const table = context.derive(routeTables).get(id('aws_route_table'));
    expect(table?.routes.map(({ target }) => target.kind)).toEqual(['gateway-endpoint']);
  }
});

test('an interface endpoint has subnets and groups; without a group it has the default one of its VPC', async () => {
  const inline = await endpoint(`
  service_name        = "com.amazonaws.eu-central-1.ecr.api"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.s.id]
  security_group_ids  = [aws_security_group.g.id]
  private_dns_enabled = "true"`);
  expect(inline.endpoint).toMatchObject({ serviceName: 'ecr.api', privateDns: true });
  expect(inline.endpoint.policy).toBeUndefined();
  expect(inline.endpoint.subnets.ids).toEqual([inline.id('aws_subnet')]);
  expect(inline.endpoint.groups.ids).toEqual([inline.id('aws_security_group')]);

  const bare = await endpoint(
    `service_name = "com.amazonaws.eu-central-1.sqs"\n vpc_endpoint_type = "Interface"`,
    `resource "aws_vpc_endpoint_subnet_association" "s" {
  vpc_endpoint_id = aws_vpc_endpoint.e.id
  subnet_id       = aws_subnet.s.id
}
resource "aws_vpc_endpoint_private_dns" "d" {
  vpc_endpoint_id     = aws_vpc_endpoint.e.id
  private_dns_enabled = true
}`,
  );
  expect(bare.endpoint.subnets.ids).toEqual([bare.id('aws_subnet')]);
  expect(bare.endpoint.groups.ids).toEqual([bare.id('aws_vpc', 'default_security_group_id')]);
  expect(bare.endpoint.privateDns).toBe(true);
});

test('the service is read although the region is not known; lists that nobody knows are unknown', async () => {
  const { endpoint: found } = await endpoint(
    `service_name = "com.amazonaws.\${var.region}.sqs"\n vpc_endpoint_type = "Interface"\n subnet_ids = var.subnets`,
    'variable "region" {}\nvariable "subnets" {}',
  );
  expect(found.serviceName).toBe('sqs');
  expect(found.service).toBeInstanceOf(Unknown);
  expect(found.subnets).toMatchObject({ ids: [], possible: [] });
  expect(found.subnets.unknown).toBeInstanceOf(Unknown);
});
