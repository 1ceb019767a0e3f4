/**
 * A function in two private subnets that uses SQS by an interface endpoint, S3 by a gateway endpoint, a partner's host
 * through NAT, and a database: all of it works. Each test breaks one thing.
 */
export const SAMPLE = `
provider "aws" {
  region = "eu-central-1"
}
variable "anything" {}
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
}
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_subnet" "public" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.0.0/24"
}
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_subnet" "b" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.2.0/24"
}
resource "aws_subnet" "data" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.3.0/24"
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}
resource "aws_nat_gateway" "main" {
  subnet_id     = aws_subnet.public.id
  allocation_id = "eipalloc-1"
}
resource "aws_route_table" "a" {
  vpc_id = aws_vpc.main.id
}
resource "aws_route" "a" {
  route_table_id         = aws_route_table.a.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main.id
}
resource "aws_route_table_association" "a" {
  subnet_id      = aws_subnet.a.id
  route_table_id = aws_route_table.a.id
}
resource "aws_route_table" "b" {
  vpc_id = aws_vpc.main.id
}
resource "aws_route" "b" {
  route_table_id         = aws_route_table.b.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main.id
}
resource "aws_route_table_association" "b" {
  subnet_id      = aws_subnet.b.id
  route_table_id = aws_route_table.b.id
}
resource "aws_network_acl" "main" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
}
resource "aws_network_acl_rule" "out" {
  network_acl_id = aws_network_acl.main.id
  egress         = true
  rule_number    = 100
  protocol       = "-1"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
}
resource "aws_network_acl_rule" "back" {
  network_acl_id = aws_network_acl.main.id
  egress         = false
  rule_number    = 100
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
  from_port      = 1024
  to_port        = 65535
}
resource "aws_network_acl_rule" "inside" {
  network_acl_id = aws_network_acl.main.id
  egress         = false
  rule_number    = 110
  protocol       = "-1"
  rule_action    = "allow"
  cidr_block     = "10.0.0.0/16"
}
resource "aws_security_group" "function" {
  vpc_id = aws_vpc.main.id
}
resource "aws_security_group" "endpoint" {
  vpc_id = aws_vpc.main.id
}
resource "aws_security_group" "database" {
  vpc_id = aws_vpc.main.id
}
resource "aws_vpc_security_group_egress_rule" "endpoint" {
  security_group_id            = aws_security_group.function.id
  referenced_security_group_id = aws_security_group.endpoint.id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}
resource "aws_vpc_security_group_ingress_rule" "endpoint" {
  security_group_id            = aws_security_group.endpoint.id
  referenced_security_group_id = aws_security_group.function.id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}
resource "aws_vpc_security_group_egress_rule" "database" {
  security_group_id            = aws_security_group.function.id
  referenced_security_group_id = aws_security_group.database.id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}
resource "aws_vpc_security_group_ingress_rule" "database" {
  security_group_id            = aws_security_group.database.id
  referenced_security_group_id = aws_security_group.function.id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}
resource "aws_vpc_security_group_egress_rule" "s3" {
  security_group_id = aws_security_group.function.id
  prefix_list_id    = aws_vpc_endpoint.s3.prefix_list_id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
resource "aws_vpc_security_group_egress_rule" "internet" {
  security_group_id = aws_security_group.function.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
resource "aws_vpc_endpoint" "sqs" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-central-1.sqs"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.a.id, aws_subnet.b.id]
  security_group_ids  = [aws_security_group.endpoint.id]
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-central-1.s3"
  route_table_ids = [aws_route_table.a.id, aws_route_table.b.id]
}
resource "aws_route53_resolver_firewall_domain_list" "allowed" {
  name    = "allowed"
  domains = ["*.eu-central-1.amazonaws.com", "partner.example"]
}
resource "aws_route53_resolver_firewall_domain_list" "everything" {
  name    = "everything"
  domains = ["*"]
}
resource "aws_route53_resolver_firewall_rule_group" "main" {
  name = "main"
}
resource "aws_route53_resolver_firewall_rule" "allow" {
  name                    = "allow"
  action                  = "ALLOW"
  priority                = 100
  firewall_rule_group_id  = aws_route53_resolver_firewall_rule_group.main.id
  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.allowed.id
}
resource "aws_route53_resolver_firewall_rule" "block" {
  name                    = "block"
  action                  = "BLOCK"
  block_response          = "NXDOMAIN"
  priority                = 200
  firewall_rule_group_id  = aws_route53_resolver_firewall_rule_group.main.id
  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.everything.id
}
resource "aws_route53_resolver_firewall_rule_group_association" "main" {
  name                   = "main"
  priority               = 101
  vpc_id                 = aws_vpc.main.id
  firewall_rule_group_id = aws_route53_resolver_firewall_rule_group.main.id
}
resource "aws_sqs_queue" "q" {
  name = "q"
}
resource "aws_s3_bucket" "b" {
  bucket = "b"
}
resource "aws_db_subnet_group" "db" {
  name       = "db"
  subnet_ids = [aws_subnet.data.id]
}
resource "aws_rds_cluster" "db" {
  cluster_identifier     = "db"
  engine                 = "aurora-postgresql"
  db_subnet_group_name   = aws_db_subnet_group.db.name
  vpc_security_group_ids = [aws_security_group.database.id]
}
resource "aws_iam_role" "f" {
  name = "f"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}
resource "aws_iam_role_policy" "f" {
  role = aws_iam_role.f.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Send", Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.q.arn },
      { Sid = "List", Effect = "Allow", Action = "s3:ListBucket", Resource = aws_s3_bucket.b.arn },
      { Sid = "Connect", Effect = "Allow", Action = "rds-db:connect", Resource = "*" },
      { Sid = "Interfaces", Effect = "Allow", Action = ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"], Resource = "*" },
    ]
  })
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.f.arn
  depends_on    = [aws_iam_role_policy.f]
  environment {
    variables = {
      PARTNER_URL = "https://partner.example/outcomes"
      DB_HOST     = aws_rds_cluster.db.endpoint
    }
  }
  vpc_config {
    subnet_ids         = [aws_subnet.a.id, aws_subnet.b.id]
    security_group_ids = [aws_security_group.function.id]
  }
}
`;

/** The sample with pieces replaced; each must be there once. */
export function sampleWith(...changes: readonly (readonly [from: string | RegExp, to: string])[]): string {
  return changes.reduce((text, [from, to]) => {
    const found = text.split(from).length - 1;
    if (found < 1) throw new Error(`the sample does not hold ${String(from)}`);
    return text.replace(from, to);
  }, SAMPLE);
}

/** The sample without a resource: `aws_route.a`. */
export function sampleWithout(...addresses: readonly string[]): string {
  return addresses.reduce((text, address) => {
    const [type = '', name = ''] = address.split('.');
    const start = text.indexOf(`resource "${type}" "${name}" {`);
    if (start < 0) throw new Error(`the sample has no ${address}`);
    return text.slice(0, start) + text.slice(text.indexOf('\n}\n', start) + 3);
  }, SAMPLE);
}
