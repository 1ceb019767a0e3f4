import { isUnknown } from '../../graph/value';
import { mustBeFalse, writtenBlocks } from '../attribute';
import { unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'codebuild-artifact-encryption',
  severity: 'high',
  summary: 'What a build makes is encrypted.',
  rationale: 'Artifacts contain the program and often its configuration.',
  remediation: 'Remove `encryption_disabled = true` from `artifacts` and `secondary_artifacts`.',
  references: ['CKV_AWS_78', 'AVD-AWS-0018'],
  types: ['aws_codebuild_project'],
  check: (resource) =>
    ['artifacts', 'secondary_artifacts'].flatMap((name) =>
      writtenBlocks(resource, name).flatMap((block, index) => {
        if (isUnknown(block)) return [unknown(name, block, name)];
        if (block['type'] === 'NO_ARTIFACTS') return [];
        return [
          mustBeFalse(resource, `${name}[${index}].encryption_disabled`, {
            message: `${name} are not encrypted`,
          }),
        ];
      }),
    ),
};
