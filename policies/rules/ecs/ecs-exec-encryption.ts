import { isUnknown, toBoolean } from '../../graph/value';
import { written, writtenBlocks } from '../attribute';
import { mustHaveCustomerKey } from '../customer-key';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'ecs-exec-encryption',
  severity: 'low',
  summary: 'What is typed into a container is encrypted, on the way and in the log.',
  rationale: 'The session shows what the container holds: secrets too.',
  remediation:
    'Set `kms_key_id`, and in `log_configuration` `cloud_watch_encryption_enabled` or ' +
    '`s3_bucket_encryption_enabled`.',
  references: ['CKV_AWS_224'],
  types: ['aws_ecs_cluster'],
  check: (resource, context) => {
    const path = 'configuration[0].execute_command_configuration[0]';
    const logging = written(resource, `${path}.logging`);
    if (
      writtenBlocks(resource, 'configuration[0].execute_command_configuration').length === 0 ||
      logging === 'NONE'
    )
      return [];
    const key = mustHaveCustomerKey(resource, `${path}.kms_key_id`, context);
    if (key.status !== 'pass') return key;
    const encrypted = ['cloud_watch_encryption_enabled', 's3_bucket_encryption_enabled'].map((name) =>
      toBoolean(written(resource, `${path}.log_configuration[0].${name}`)),
    );
    if (encrypted.includes(true)) return pass();
    const open = encrypted.find((one) => isUnknown(one));
    return isUnknown(open)
      ? unknown('the encryption of the log', open, path)
      : fail('the log of the commands is not encrypted', path);
  },
};
