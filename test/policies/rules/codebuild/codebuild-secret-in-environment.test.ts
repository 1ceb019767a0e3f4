import { rule } from '../../../../policies/rules/codebuild/codebuild-secret-in-environment';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_codebuild_project" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'nothing secret': of(`environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    type         = "LINUX_CONTAINER"
    environment_variable {
      name  = "MODE"
      value = "fast"
    }
  }`),
    'by its name': of(`environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    type         = "LINUX_CONTAINER"
    environment_variable {
      name  = "NPM_TOKEN"
      value = "/build/npm-token"
      type  = "PARAMETER_STORE"
    }
  }`),
    'where it is': of(`environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    type         = "LINUX_CONTAINER"
    environment_variable {
      name  = "TOKEN_PARAMETER"
      value = "/build/token"
    }
  }`),
  },
  fail: {
    'an access key': of(`environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    type         = "LINUX_CONTAINER"
    environment_variable {
      name  = "AWS_SECRET_ACCESS_KEY"
      value = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    }
  }`),
    'a token': of(`environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    type         = "LINUX_CONTAINER"
    environment_variable {
      name  = "GITHUB_TOKEN"
      value = "abcdefabcdef"
      type  = "PLAINTEXT"
    }
  }`),
  },
  unknown: {
    'a type of a variable': `variable "v" {}\n${of(`environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    type         = "LINUX_CONTAINER"
    environment_variable {
      name  = "NPM_TOKEN"
      value = "x"
      type  = var.v
    }
  }`)}`,
  },
  evasion: {
    'a variable': `variable "token" {}
resource "aws_codebuild_project" "r" {
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    type         = "LINUX_CONTAINER"
    environment_variable {
      name  = "NPM_TOKEN"
      value = var.token
    }
  }
}`,
    'a harmless name': of(`environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    type         = "LINUX_CONTAINER"
    environment_variable {
      name  = "SETTING"
      value = "ghp_abcdefghijklmnopqrstuvwxyz0123456789"
    }
  }`),
  },
  silent: {
    none: of(`environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    type         = "LINUX_CONTAINER"
    image = "i"
  }`),
  },
});
