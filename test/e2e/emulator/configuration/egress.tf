# The ways out of the network: names that may be resolved, an instance that translates addresses, and their logs.

# AWS answers every name with its final dot, and the provider does not hide it: without the dot no plan is empty.
resource "aws_route53_resolver_firewall_domain_list" "partners" {
  name    = "moto-extension-partners"
  domains = ["api.partner.example.", "*.amazonaws.com."]
  tags    = { Purpose = "test" }
}

resource "aws_route53_resolver_firewall_domain_list" "everything" {
  name    = "moto-extension-everything"
  domains = ["*."]
}

resource "aws_route53_resolver_firewall_rule_group" "this" {
  name = "moto-extension"
}

resource "aws_route53_resolver_firewall_rule" "allow" {
  name                    = "allow-partners"
  action                  = "ALLOW"
  priority                = 100
  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.partners.id
  firewall_rule_group_id  = aws_route53_resolver_firewall_rule_group.this.id
}

resource "aws_route53_resolver_firewall_rule" "block" {
  name                    = "block-the-rest"
  action                  = "BLOCK"
  block_response          = "NODATA"
  priority                = 200 + var.compression
  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.everything.id
  firewall_rule_group_id  = aws_route53_resolver_firewall_rule_group.this.id
}

resource "aws_route53_resolver_firewall_rule_group_association" "this" {
  name                   = "moto-extension"
  firewall_rule_group_id = aws_route53_resolver_firewall_rule_group.this.id
  priority               = 300
  vpc_id                 = aws_vpc.this.id
}

resource "aws_route53_resolver_firewall_config" "this" {
  resource_id        = aws_vpc.this.id
  firewall_fail_open = "ENABLED"
}

resource "aws_cloudwatch_log_group" "queries" {
  name              = "/moto-extension/queries"
  retention_in_days = 365
}

resource "aws_route53_resolver_query_log_config" "this" {
  name            = "moto-extension"
  destination_arn = aws_cloudwatch_log_group.queries.arn
}

resource "aws_route53_resolver_query_log_config_association" "this" {
  resolver_query_log_config_id = aws_route53_resolver_query_log_config.this.id
  resource_id                  = aws_vpc.this.id
}

resource "aws_flow_log" "this" {
  vpc_id                   = aws_vpc.this.id
  traffic_type             = "ALL"
  max_aggregation_interval = 60
  log_destination_type     = "cloud-watch-logs"
  log_destination          = aws_cloudwatch_log_group.queries.arn
  iam_role_arn             = aws_iam_role.this.arn
}

data "aws_ssm_parameter" "image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"
}

resource "aws_instance" "nat" {
  ami                         = data.aws_ssm_parameter.image.insecure_value
  instance_type               = "t4g.nano"
  subnet_id                   = aws_subnet.this[0].id
  vpc_security_group_ids      = [aws_security_group.this.id]
  source_dest_check           = false
  ebs_optimized               = true
  user_data                   = "#!/bin/bash\ntrue"
  user_data_replace_on_change = true
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }
  root_block_device {
    encrypted   = true
    kms_key_id  = aws_kms_key.this.arn
    volume_type = "gp3"
    volume_size = 8
    tags        = { Name = "moto-extension-nat" }
  }
  tags = { Name = "moto-extension-nat" }
  lifecycle {
    ignore_changes = [ami]
  }
}
