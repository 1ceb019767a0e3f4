import { isUnknown } from '../../graph/value';
import { mustBeOneOf, writtenBlocks } from '../attribute';
import { pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'ecs-efs-transit',
  severity: 'medium',
  summary: 'A task reaches its EFS volumes by TLS.',
  rationale: 'NFS is readable by everybody on the way.',
  remediation: 'Set `transit_encryption = "ENABLED"` in `efs_volume_configuration`.',
  references: ['CKV_AWS_97', 'AVD-AWS-0035'],
  types: ['aws_ecs_task_definition'],
  check: (resource) =>
    writtenBlocks(resource, 'volume').flatMap((volume, index) => {
      const path = `volume[${index}].efs_volume_configuration`;
      if (isUnknown(volume)) return [unknown(path, volume, path)];
      return writtenBlocks(resource, path).length === 0
        ? [pass()]
        : [mustBeOneOf(resource, `${path}[0].transit_encryption`, ['ENABLED'], { absent: 'DISABLED' })];
    }),
};
