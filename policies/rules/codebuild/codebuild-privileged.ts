import { mustBeFalse } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'codebuild-privileged',
  severity: 'medium',
  summary: 'A build is not privileged.',
  rationale: 'A privileged build is root on its host; code from a pull request is then too.',
  remediation: 'Remove `privileged_mode = true`, unless the build makes container images.',
  references: ['CKV_AWS_316', 'AwsSolutions-CB3'],
  types: ['aws_codebuild_project'],
  check: (resource) => mustBeFalse(resource, 'environment[0].privileged_mode'),
};
