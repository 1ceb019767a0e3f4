import { rule } from '../../../../policies/rules/ecs/ecs-exec-encryption';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_ecs_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    both: of(`configuration {
    execute_command_configuration {
      kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/k"
      logging    = "OVERRIDE"
      log_configuration {
        cloud_watch_encryption_enabled = true
      }
    }
  }`),
  },
  fail: {
    'no key': of(`configuration {
    execute_command_configuration {
      logging = "OVERRIDE"
      log_configuration {
        cloud_watch_encryption_enabled = true
      }
    }
  }`),
    'the log is not': of(`configuration {
    execute_command_configuration {
      kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/k"
      log_configuration {
        s3_bucket_encryption_enabled = false
      }
    }
  }`),
    'no log configuration': of(`configuration {
    execute_command_configuration {
      kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/k"
    }
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`configuration {
    execute_command_configuration {
      kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/k"
      log_configuration {
        s3_bucket_encryption_enabled = var.v
      }
    }
  }`)}`,
  },
  silent: {
    'not configured': of('name = "c"'),
    'not logged, which another rule says': of(`configuration {
    execute_command_configuration {
      logging = "NONE"
    }
  }`),
  },
});
