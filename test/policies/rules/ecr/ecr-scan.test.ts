import { rule } from '../../../../policies/rules/ecr/ecr-scan';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_ecr_repository" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'on push': of(`image_scanning_configuration {
    scan_on_push = true
  }`),
    'by the registry': `resource "aws_ecr_repository" "r" {
  name = "app/web"
}
resource "aws_ecr_registry_scanning_configuration" "r" {
  scan_type = "ENHANCED"
  rule {
    scan_frequency = "CONTINUOUS_SCAN"
    repository_filter {
      filter      = "app/*"
      filter_type = "WILDCARD"
    }
  }
}`,
  },
  fail: {
    nothing: of('name = "i"'),
    off: of(`image_scanning_configuration {
    scan_on_push = false
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`image_scanning_configuration {
    scan_on_push = var.v
  }`)}`,
  },
  evasion: {
    'by the registry, for others': `resource "aws_ecr_repository" "r" {
  name = "web"
}
resource "aws_ecr_registry_scanning_configuration" "r" {
  scan_type = "BASIC"
  rule {
    scan_frequency = "SCAN_ON_PUSH"
    repository_filter {
      filter      = "app/*"
      filter_type = "WILDCARD"
    }
  }
}`,
    'by the registry, by hand': `resource "aws_ecr_repository" "r" {
  name = "web"
}
resource "aws_ecr_registry_scanning_configuration" "r" {
  scan_type = "BASIC"
  rule {
    scan_frequency = "MANUAL"
    repository_filter {
      filter      = "*"
      filter_type = "WILDCARD"
    }
  }
}`,
  },
});
