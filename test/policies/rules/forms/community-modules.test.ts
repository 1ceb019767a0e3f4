import { testPairs } from './support';

/** A bucket as terraform-aws-modules writes it: everything optional, everything counted. */
const bucketModule = `
  variable "create_bucket" {
    type    = bool
    default = true
  }
  variable "versioning" {
    type    = map(string)
    default = {}
  }
  variable "attach_public_policy" {
    type    = bool
    default = true
  }
  variable "block_public_policy" {
    type    = bool
    default = true
  }
  variable "acl" {
    type    = string
    default = null
  }
  variable "server_side_encryption_configuration" {
    type    = any
    default = {}
  }
  resource "aws_s3_bucket" "this" {
    count  = var.create_bucket ? 1 : 0
    bucket = "example"
  }
  resource "aws_s3_bucket_acl" "this" {
    count  = var.create_bucket && var.acl != null && var.acl != "null" ? 1 : 0
    bucket = aws_s3_bucket.this[0].id
    acl    = var.acl == "null" ? null : var.acl
  }
  resource "aws_s3_bucket_versioning" "this" {
    count  = var.create_bucket && length(keys(var.versioning)) > 0 ? 1 : 0
    bucket = aws_s3_bucket.this[0].id
    mfa    = try(var.versioning["mfa"], null)
    versioning_configuration {
      status     = try(var.versioning["enabled"] ? "Enabled" : "Suspended", tobool(var.versioning["status"]) ? "Enabled" : "Suspended", title(lower(var.versioning["status"])))
      mfa_delete = try(tobool(var.versioning["mfa_delete"]) ? "Enabled" : "Disabled", title(lower(var.versioning["mfa_delete"])), null)
    }
  }
  resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
    count  = var.create_bucket && length(keys(var.server_side_encryption_configuration)) > 0 ? 1 : 0
    bucket = aws_s3_bucket.this[0].id
    dynamic "rule" {
      for_each = try(flatten([var.server_side_encryption_configuration["rule"]]), [])
      content {
        bucket_key_enabled = try(rule.value.bucket_key_enabled, null)
        dynamic "apply_server_side_encryption_by_default" {
          for_each = try([rule.value.apply_server_side_encryption_by_default], [])
          content {
            sse_algorithm     = apply_server_side_encryption_by_default.value.sse_algorithm
            kms_master_key_id = try(apply_server_side_encryption_by_default.value.kms_master_key_id, null)
          }
        }
      }
    }
  }
  resource "aws_s3_bucket_public_access_block" "this" {
    count                   = var.create_bucket && var.attach_public_policy ? 1 : 0
    bucket                  = aws_s3_bucket.this[0].id
    block_public_acls       = true
    block_public_policy     = var.block_public_policy
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
  output "s3_bucket_id" {
    value = try(aws_s3_bucket.this[0].id, "")
  }
  output "s3_bucket_arn" {
    value = one(aws_s3_bucket.this[*].arn)
  }`;

const withBucket = (main: string) => ({ 'main.tf': main, 'modules/bucket/main.tf': bucketModule });

const groupModule = `
  variable "create" {
    type    = bool
    default = true
  }
  variable "ingress_rules" {
    type    = list(string)
    default = []
  }
  variable "ingress_cidr_blocks" {
    type    = list(string)
    default = []
  }
  variable "ingress_with_cidr_blocks" {
    type    = list(map(string))
    default = []
  }
  variable "rules" {
    type = map(list(any))
    default = {
      ssh-tcp   = [22, 22, "tcp", "SSH"]
      https-443 = [443, 443, "tcp", "HTTPS"]
      _         = ["", "", ""]
    }
  }
  locals {
    create       = var.create
    this_sg_id   = concat(aws_security_group.this.*.id, [""])[0]
  }
  resource "aws_security_group" "this" {
    count       = local.create ? 1 : 0
    name        = "example"
    description = "of the module"
    vpc_id      = "vpc-12345678"
  }
  resource "aws_security_group_rule" "ingress_rules" {
    count             = local.create ? length(var.ingress_rules) : 0
    security_group_id = local.this_sg_id
    type              = "ingress"
    cidr_blocks       = var.ingress_cidr_blocks
    description       = var.rules[var.ingress_rules[count.index]][3]
    from_port         = var.rules[var.ingress_rules[count.index]][0]
    to_port           = var.rules[var.ingress_rules[count.index]][1]
    protocol          = var.rules[var.ingress_rules[count.index]][2]
  }
  resource "aws_security_group_rule" "ingress_with_cidr_blocks" {
    count             = local.create ? length(var.ingress_with_cidr_blocks) : 0
    security_group_id = local.this_sg_id
    type              = "ingress"
    cidr_blocks       = compact(split(",", lookup(var.ingress_with_cidr_blocks[count.index], "cidr_blocks", join(",", var.ingress_cidr_blocks))))
    description       = lookup(var.ingress_with_cidr_blocks[count.index], "description", "Ingress Rule")
    from_port         = lookup(var.ingress_with_cidr_blocks[count.index], "from_port", var.rules[lookup(var.ingress_with_cidr_blocks[count.index], "rule", "_")][0])
    to_port           = lookup(var.ingress_with_cidr_blocks[count.index], "to_port", var.rules[lookup(var.ingress_with_cidr_blocks[count.index], "rule", "_")][1])
    protocol          = lookup(var.ingress_with_cidr_blocks[count.index], "protocol", var.rules[lookup(var.ingress_with_cidr_blocks[count.index], "rule", "_")][2])
  }`;

const withGroup = (main: string) => ({ 'main.tf': main, 'modules/group/main.tf': groupModule });

testPairs('modules of the community', {
  'count on a flag, versioning from a map of strings': {
    rule: 's3-versioning',
    insecure: withBucket(
      'module "b" {\n  source = "./modules/bucket"\n  versioning = { enabled = false }\n}',
    ),
    secure: withBucket(
      'module "b" {\n  source = "./modules/bucket"\n  versioning = { status = "enabled" }\n}',
    ),
  },
  'dynamic in dynamic with try: encryption with a key made outside': {
    rule: 's3-customer-key',
    insecure: withBucket(`module "b" {
      source = "./modules/bucket"
      server_side_encryption_configuration = { rule = { apply_server_side_encryption_by_default = { sse_algorithm = "AES256" } } }
    }`),
    secure: withBucket(`resource "aws_kms_key" "k" {}
    module "b" {
      source = "./modules/bucket"
      server_side_encryption_configuration = {
        rule = { apply_server_side_encryption_by_default = { kms_master_key_id = aws_kms_key.k.arn, sse_algorithm = "aws:kms" } }
      }
    }`),
  },
  'a switch that the caller turns off': {
    rule: 's3-blocks-public-policy',
    insecure: withBucket('module "b" {\n  source = "./modules/bucket"\n  block_public_policy = false\n}'),
    secure: withBucket('module "b" {\n  source = "./modules/bucket"\n}'),
  },
  'a canned list that is null unless the caller names one': {
    rule: 's3-acl-public-read',
    insecure: withBucket(
      'module "b" {\n  source = "./modules/bucket"\n  attach_public_policy = false\n  acl = "public-read"\n}',
    ),
    secure: withBucket('module "b" {\n  source = "./modules/bucket"\n  acl = "private"\n}'),
  },
  'for_each over modules with each.value': {
    rule: 's3-versioning',
    insecure: withBucket(`module "b" {
      source     = "./modules/bucket"
      for_each   = { logs = { versioning = "true" }, data = { versioning = "false" } }
      versioning = { enabled = each.value.versioning }
    }`),
    secure: withBucket(`module "b" {
      source     = "./modules/bucket"
      for_each   = { logs = { versioning = "true" }, data = { versioning = "true" } }
      versioning = { enabled = each.value.versioning }
    }`),
  },
  'a policy on what a module returns': {
    rule: 'exposure-s3-public',
    insecure: withBucket(`module "b" {
      source              = "./modules/bucket"
      block_public_policy = false
      attach_public_policy = false
    }
    resource "aws_s3_bucket_policy" "p" {
      bucket = module.b.s3_bucket_id
      policy = data.aws_iam_policy_document.p.json
    }
    data "aws_iam_policy_document" "p" {
      statement {
        actions   = ["s3:GetObject"]
        resources = ["\${module.b.s3_bucket_arn}/*"]
        principals {
          type        = "*"
          identifiers = ["*"]
        }
      }
    }`),
    secure: withBucket(`module "b" {
      source = "./modules/bucket"
    }
    resource "aws_s3_bucket_policy" "p" {
      bucket = module.b.s3_bucket_id
      policy = data.aws_iam_policy_document.p.json
    }
    data "aws_iam_policy_document" "p" {
      statement {
        actions   = ["s3:GetObject"]
        resources = ["\${module.b.s3_bucket_arn}/*"]
        principals {
          type        = "AWS"
          identifiers = ["arn:aws:iam::123456789012:role/reader"]
        }
      }
    }`),
  },
  'rules of a group by name from a table of ports': {
    rule: 'network-no-open-ssh',
    insecure: withGroup(`module "g" {
      source              = "./modules/group"
      ingress_rules       = ["https-443", "ssh-tcp"]
      ingress_cidr_blocks = ["0.0.0.0/0"]
    }`),
    secure: withGroup(`module "g" {
      source              = "./modules/group"
      ingress_rules       = ["https-443", "ssh-tcp"]
      ingress_cidr_blocks = ["10.0.0.0/8"]
    }`),
  },
  'rules of a group as a list of maps with joined ranges': {
    rule: 'network-no-open-ssh',
    insecure: withGroup(`module "g" {
      source = "./modules/group"
      ingress_with_cidr_blocks = [
        { from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = "10.0.0.0/8,0.0.0.0/0" },
      ]
    }`),
    secure: withGroup(`module "g" {
      source = "./modules/group"
      ingress_cidr_blocks = ["10.1.0.0/16"]
      ingress_with_cidr_blocks = [
        { from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = "10.0.0.0/8,192.168.0.0/16" },
        { rule = "ssh-tcp" },
      ]
    }`),
  },
  'a value through two levels of modules and an output of each': {
    rule: 'sns-encryption',
    insecure: {
      'main.tf':
        'module "outer" {\n  source = "./outer"\n}\nresource "aws_sns_topic" "t" {\n  kms_master_key_id = module.outer.key\n}',
      'outer/main.tf':
        'module "inner" {\n  source = "../inner"\n  kind = "none"\n}\noutput "key" {\n  value = module.inner.key\n}',
      'inner/main.tf':
        'variable "kind" {}\nresource "aws_kms_key" "k" {\n  count = var.kind == "own" ? 1 : 0\n}\noutput "key" {\n  value = one(aws_kms_key.k[*].arn)\n}',
    },
    secure: {
      'main.tf':
        'module "outer" {\n  source = "./outer"\n}\nresource "aws_sns_topic" "t" {\n  kms_master_key_id = module.outer.key\n}',
      'outer/main.tf':
        'module "inner" {\n  source = "../inner"\n  kind = "own"\n}\noutput "key" {\n  value = module.inner.key\n}',
      'inner/main.tf':
        'variable "kind" {}\nresource "aws_kms_key" "k" {\n  count = var.kind == "own" ? 1 : 0\n}\noutput "key" {\n  value = one(aws_kms_key.k[*].arn)\n}',
    },
  },
  'an object with optional attributes and their defaults': {
    rule: 'rds-encryption',
    insecure: `variable "databases" {
      type = map(object({ engine = optional(string, "postgres"), encrypted = optional(bool, false), size = number }))
      default = { main = { size = 10 } }
    }
    resource "aws_db_instance" "d" {
      for_each          = var.databases
      engine            = each.value.engine
      storage_encrypted = each.value.encrypted
      allocated_storage = each.value.size
      instance_class    = "db.t3.micro"
    }`,
    secure: `variable "databases" {
      type = map(object({ engine = optional(string, "postgres"), encrypted = optional(bool, true), size = number }))
      default = { main = { size = 10 } }
    }
    resource "aws_db_instance" "d" {
      for_each          = var.databases
      engine            = each.value.engine
      storage_encrypted = each.value.encrypted
      allocated_storage = each.value.size
      instance_class    = "db.t3.micro"
    }`,
  },
  'a condition on whether a key is given, and the key is a resource': {
    rule: 's3-customer-key',
    insecure: `variable "kms_key_arn" {
      default = null
    }
    resource "aws_s3_bucket" "b" {}
    resource "aws_s3_bucket_server_side_encryption_configuration" "b" {
      bucket = aws_s3_bucket.b.id
      rule {
        apply_server_side_encryption_by_default {
          sse_algorithm     = var.kms_key_arn != null ? "aws:kms" : "AES256"
          kms_master_key_id = var.kms_key_arn
        }
      }
    }`,
    secure: {
      'main.tf':
        'resource "aws_kms_key" "k" {}\nmodule "b" {\n  source = "./b"\n  kms_key_arn = aws_kms_key.k.arn\n}',
      'b/main.tf': `variable "kms_key_arn" {
        default = null
      }
      resource "aws_s3_bucket" "b" {}
      resource "aws_s3_bucket_server_side_encryption_configuration" "b" {
        bucket = aws_s3_bucket.b.id
        rule {
          apply_server_side_encryption_by_default {
            sse_algorithm     = var.kms_key_arn != null ? "aws:kms" : "AES256"
            kms_master_key_id = var.kms_key_arn
          }
        }
      }`,
    },
  },
});
