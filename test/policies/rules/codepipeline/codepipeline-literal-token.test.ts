import { rule } from '../../../../policies/rules/codepipeline/codepipeline-literal-token';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_codepipeline" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a variable without a value': `variable "v" {}\n${of(`stage {
    name = "Source"
    action {
      name          = "s"
      configuration = { OAuthToken = var.v }
    }
  }`)}`,
  },
  fail: {
    'a text': of(`stage {
    name = "Source"
    action {
      name          = "s"
      configuration = { OAuthToken = "abcdef0123456789" }
    }
  }`),
    'of a webhook': `resource "aws_codepipeline_webhook" "r" {
  authentication_configuration {
    secret_token = "super-secret"
  }
}`,
  },
  evasion: {
    'the default of a variable': `variable "t" {
  default = "abcdef0123456789"
}
resource "aws_codepipeline" "r" {
  stage {
    name = "Build"
  }
  stage {
    name = "Source"
    action {
      name          = "s"
      configuration = { OAuthToken = var.t }
    }
  }
}`,
  },
  silent: {
    'a connection': of(`stage {
    name = "Source"
    action {
      name          = "s"
      configuration = { ConnectionArn = "arn:aws:codeconnections:eu-west-1:123456789012:connection/c" }
    }
  }`),
  },
});
