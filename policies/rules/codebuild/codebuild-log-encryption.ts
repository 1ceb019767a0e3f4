import { mustBeFalse } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'codebuild-log-encryption',
  severity: 'medium',
  summary: 'The logs of a build in a bucket are encrypted.',
  rationale: 'Build logs show paths, addresses and, too often, tokens.',
  remediation: 'Remove `encryption_disabled = true` from `s3_logs`.',
  references: ['CKV_AWS_311'],
  types: ['aws_codebuild_project'],
  check: (resource) => mustBeFalse(resource, 'logs_config[0].s3_logs[0].encryption_disabled'),
};
