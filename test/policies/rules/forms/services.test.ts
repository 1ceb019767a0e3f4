import { testPairs } from './support';

testPairs('services', {
  'a public address by a launch of a task': {
    rule: 'ecs-public-ip',
    insecure: service('true'),
    secure: service('false'),
  },
  'a secret in the environment of a container, by a template': {
    rule: 'ecs-secret-in-environment',
    insecure: task('[{ name = "DB_PASSWORD", value = "hunter2-hunter2" }]'),
    secure: task('[{ name = "LEVEL", value = "info" }]'),
  },
  'a privileged container of a merged definition': {
    rule: 'ecs-privileged',
    insecure: `locals {\n  base = { name = "a", image = "a:1", privileged = false }\n}\nresource "aws_ecs_task_definition" "t" {\n  family = "t"\n  container_definitions = jsonencode([merge(local.base, { privileged = true })])\n}`,
    secure: `locals {\n  base = { name = "a", image = "a:1", privileged = true }\n}\nresource "aws_ecs_task_definition" "t" {\n  family = "t"\n  container_definitions = jsonencode([merge(local.base, { privileged = false })])\n}`,
  },
  'a listener that redirects, by a dynamic block': {
    rule: 'elb-listener-https',
    insecure: listener('forward'),
    secure: listener('redirect'),
  },
  'a method without authorization in a map of methods': {
    rule: 'apigateway-method-authorization',
    insecure: methods('NONE'),
    secure: methods('AWS_IAM'),
  },
  'a stage with the log of another': {
    rule: 'apigatewayv2-access-log',
    insecure: stage('[]'),
    secure: stage('[aws_cloudwatch_log_group.l.arn]'),
  },
  'a state machine whose log level comes from a variable': {
    rule: 'states-log',
    insecure: machine('OFF'),
    secure: machine('ALL'),
  },
  'a cluster whose key is one of two': {
    rule: 'rds-customer-key',
    insecure:
      'variable "own" {\n  default = false\n}\nresource "aws_kms_key" "k" {}\nresource "aws_rds_cluster" "c" {\n  engine            = "aurora-postgresql"\n  storage_encrypted = true\n  kms_key_id        = var.own ? aws_kms_key.k.arn : null\n}',
    secure:
      'variable "own" {\n  default = true\n}\nresource "aws_kms_key" "k" {}\nresource "aws_rds_cluster" "c" {\n  engine            = "aurora-postgresql"\n  storage_encrypted = true\n  kms_key_id        = var.own ? aws_kms_key.k.arn : null\n}',
  },
  'a password that is written as a default': {
    rule: 'rds-password-literal',
    insecure:
      'variable "password" {\n  default = "Sup3r-secret!"\n}\nresource "aws_db_instance" "d" {\n  engine   = "mysql"\n  password = var.password\n}',
    secure:
      'data "aws_secretsmanager_secret_version" "s" {\n  secret_id = "s"\n}\nresource "aws_db_instance" "d" {\n  engine   = "mysql"\n  password = data.aws_secretsmanager_secret_version.s.secret_string\n}',
  },
  'recovery of a table by a try': {
    rule: 'dynamodb-recovery',
    insecure:
      'variable "table" {\n  default = {}\n}\nresource "aws_dynamodb_table" "t" {\n  name     = "t"\n  hash_key = "id"\n  point_in_time_recovery {\n    enabled = try(var.table.recovery, false)\n  }\n}',
    secure:
      'variable "table" {\n  default = { recovery = "true" }\n}\nresource "aws_dynamodb_table" "t" {\n  name     = "t"\n  hash_key = "id"\n  point_in_time_recovery {\n    enabled = try(var.table.recovery, false)\n  }\n}',
  },
  'a distribution that takes its viewers’ protocol from a lookup': {
    rule: 'cloudfront-viewer-https',
    insecure: distribution('allow-all'),
    secure: distribution('redirect-to-https'),
  },
  'a trail of one region': {
    rule: 'cloudtrail-all-regions',
    insecure:
      'resource "aws_cloudtrail" "t" {\n  name                  = "t"\n  s3_bucket_name        = "b"\n  is_multi_region_trail = tobool("false")\n}',
    secure:
      'resource "aws_cloudtrail" "t" {\n  name                  = "t"\n  s3_bucket_name        = "b"\n  is_multi_region_trail = tobool("true")\n}',
  },
  'the default group of a module’s network, emptied or not': {
    rule: 'network-default-group-closed',
    insecure: defaultGroup('[{ self = "true" }]'),
    secure: defaultGroup('[]'),
  },
  'the flow log of the network that a module makes': {
    rule: 'network-vpc-flow-log',
    insecure: flowLog('module.b.id'),
    secure: flowLog('module.a.id'),
  },
});

function service(open: string): string {
  return `resource "aws_ecs_service" "s" {
    name        = "s"
    launch_type = "FARGATE"
    dynamic "network_configuration" {
      for_each = [{ subnets = ["subnet-12345678"], assign_public_ip = ${open} }]
      content {
        subnets          = network_configuration.value.subnets
        assign_public_ip = lookup(network_configuration.value, "assign_public_ip", false)
      }
    }
  }`;
}

function task(environment_: string): Record<string, string> {
  return {
    'main.tf':
      'resource "aws_ecs_task_definition" "t" {\n  family = "t"\n  container_definitions = templatefile("${path.module}/task.json.tpl", { environment = jsonencode(' +
      environment_ +
      ') })\n}',
    'task.json.tpl': '[{ "name": "a", "image": "a:1", "environment": ${environment} }]',
  };
}

function listener(kind: string): string {
  return `resource "aws_lb" "l" {
    load_balancer_type = "application"
  }
  resource "aws_lb_listener" "h" {
    load_balancer_arn = aws_lb.l.arn
    port              = 80
    protocol          = "HTTP"
    default_action {
      type = "${kind}"
      dynamic "redirect" {
        for_each = "${kind}" == "redirect" ? [1] : []
        content {
          port        = "443"
          protocol    = "HTTPS"
          status_code = "HTTP_301"
        }
      }
    }
  }`;
}

function methods(authorization: string): string {
  return `resource "aws_api_gateway_rest_api" "a" {
    name = "a"
  }
  resource "aws_api_gateway_method" "m" {
    for_each      = { GET = { authorization = "AWS_IAM" }, POST = { authorization = "${authorization}" } }
    rest_api_id   = aws_api_gateway_rest_api.a.id
    resource_id   = aws_api_gateway_rest_api.a.root_resource_id
    http_method   = each.key
    authorization = each.value["authorization"]
  }`;
}

function stage(logs: string): string {
  return `resource "aws_cloudwatch_log_group" "l" {
    name = "l"
  }
  resource "aws_apigatewayv2_stage" "s" {
    api_id = "a"
    name   = "$default"
    dynamic "access_log_settings" {
      for_each = ${logs}
      content {
        destination_arn = access_log_settings.value
        format          = jsonencode({ id = "$context.requestId" })
      }
    }
  }`;
}

function machine(level: string): string {
  return `variable "level" {
    default = "${level}"
  }
  resource "aws_cloudwatch_log_group" "l" {
    name = "l"
  }
  resource "aws_sfn_state_machine" "m" {
    name       = "m"
    role_arn   = "arn:aws:iam::123456789012:role/m"
    definition = jsonencode({ StartAt = "A", States = { A = { Type = "Succeed" } } })
    logging_configuration {
      level           = upper(var.level)
      log_destination = "\${aws_cloudwatch_log_group.l.arn}:*"
    }
  }`;
}

function distribution(protocol: string): string {
  return `variable "behavior" {
    default = { viewer_protocol_policy = "${protocol}" }
  }
  resource "aws_cloudfront_distribution" "d" {
    enabled = true
    origin {
      domain_name = "example.com"
      origin_id   = "o"
    }
    dynamic "default_cache_behavior" {
      for_each = [var.behavior]
      iterator = i
      content {
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        target_origin_id       = "o"
        viewer_protocol_policy = lookup(i.value, "viewer_protocol_policy", "https-only")
      }
    }
  }`;
}

function defaultGroup(ingress: string): Record<string, string> {
  return {
    'main.tf': `module "vpc" {\n  source  = "./vpc"\n  ingress = ${ingress}\n}`,
    'vpc/main.tf': `variable "ingress" {
      type    = list(map(string))
      default = []
    }
    resource "aws_vpc" "this" {
      count      = 1
      cidr_block = "10.0.0.0/16"
    }
    resource "aws_default_security_group" "this" {
      count  = 1
      vpc_id = aws_vpc.this[0].id
      dynamic "ingress" {
        for_each = var.ingress
        content {
          self        = lookup(ingress.value, "self", null)
          cidr_blocks = compact(split(",", lookup(ingress.value, "cidr_blocks", "")))
          from_port   = lookup(ingress.value, "from_port", 0)
          to_port     = lookup(ingress.value, "to_port", 0)
          protocol    = lookup(ingress.value, "protocol", "-1")
        }
      }
    }`,
  };
}

function flowLog(vpc: string): Record<string, string> {
  return {
    'main.tf': `module "a" {\n  source = "./vpc"\n}\n${vpc === 'module.b.id' ? 'module "b" {\n  source = "./vpc"\n}\n' : ''}resource "aws_flow_log" "f" {\n  vpc_id          = ${vpc}\n  traffic_type    = "ALL"\n  log_destination = "arn:aws:s3:::logs"\n  log_destination_type = "s3"\n}`,
    'vpc/main.tf': `resource "aws_vpc" "this" {\n  count      = 1\n  cidr_block = "10.0.0.0/16"\n}\noutput "id" {\n  value = try(aws_vpc.this[0].id, null)\n}`,
  };
}
