import { rule } from '../../../../policies/rules/ecs/ecs-efs-transit';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_ecs_task_definition" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    on: of(`volume {
    name = "v"
    efs_volume_configuration {
      file_system_id = "fs-1"
      transit_encryption = "ENABLED"
    }
  }`),
    'another volume': of(`volume {
    name = "v"
  }`),
  },
  fail: {
    nothing: of(`volume {
    name = "v"
    efs_volume_configuration {
      file_system_id = "fs-1"
      
    }
  }`),
    off: of(`volume {
    name = "v"
    efs_volume_configuration {
      file_system_id = "fs-1"
      transit_encryption = "DISABLED"
    }
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`volume {
    name = "v"
    efs_volume_configuration {
      file_system_id = "fs-1"
      transit_encryption = var.v
    }
  }`)}`,
  },
  evasion: {
    'the second of two': of(`volume {
    name = "v"
    efs_volume_configuration {
      file_system_id = "fs-1"
      transit_encryption = "ENABLED"
    }
  }
  volume {
    name = "v"
    efs_volume_configuration {
      file_system_id = "fs-1"
      
    }
  }`),
  },
  silent: {
    'no volume': of('family = "f"'),
  },
});
