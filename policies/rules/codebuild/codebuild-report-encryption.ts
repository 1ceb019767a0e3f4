import { mustBeFalse } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'codebuild-report-encryption',
  severity: 'low',
  summary: 'The reports of tests in a bucket are encrypted.',
  rationale: 'Reports of tests show data and addresses of what is tested.',
  remediation: 'Remove `encryption_disabled = true`.',
  types: ['aws_codebuild_report_group'],
  check: (resource) => mustBeFalse(resource, 'export_config[0].s3_destination[0].encryption_disabled'),
};
