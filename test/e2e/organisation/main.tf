# The network of an organisation, as its network team wrote it before this project came: one VPC with an internet gateway
# and a range that is taken; subnets of their own to share, with routes, and the endpoints that they keep for everybody.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region                      = "eu-central-1"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  max_retries                 = 3
}

locals {
  zones = ["eu-central-1a", "eu-central-1b"]
}

resource "aws_vpc" "organisation" {
  cidr_block           = "10.64.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = "organisation", Owner = "network-team" }
}

resource "aws_internet_gateway" "organisation" {
  vpc_id = aws_vpc.organisation.id
  tags   = { Name = "organisation" }
}

resource "aws_subnet" "taken" {
  vpc_id            = aws_vpc.organisation.id
  availability_zone = local.zones[0]
  cidr_block        = "10.64.120.0/22"
  tags              = { Name = "taken" }
}

resource "aws_route_table" "shared" {
  vpc_id = aws_vpc.organisation.id
  tags   = { Name = "shared" }
}

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.organisation.id
  availability_zone = local.zones[count.index]
  cidr_block        = cidrsubnet("10.64.128.0/20", 4, count.index)
  tags              = { Name = "shared-private-${count.index}" }
}

resource "aws_subnet" "isolated" {
  count             = 2
  vpc_id            = aws_vpc.organisation.id
  availability_zone = local.zones[count.index]
  cidr_block        = cidrsubnet("10.64.144.0/20", 4, count.index)
  tags              = { Name = "shared-isolated-${count.index}" }
}

resource "aws_route_table_association" "private" {
  count          = 2
  route_table_id = aws_route_table.shared.id
  subnet_id      = aws_subnet.private[count.index].id
}

resource "aws_vpc_endpoint" "dynamodb" {
  count             = var.with_endpoints ? 1 : 0
  vpc_id            = aws_vpc.organisation.id
  service_name      = "com.amazonaws.eu-central-1.dynamodb"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [aws_route_table.shared.id]
  tags              = { Name = "dynamodb" }
}

variable "with_endpoints" {
  type    = bool
  default = true
}

output "vpc_id" {
  value = aws_vpc.organisation.id
}

output "private_subnet_ids" {
  value = aws_subnet.private[*].id
}

output "isolated_subnet_ids" {
  value = aws_subnet.isolated[*].id
}
