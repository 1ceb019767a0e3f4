import { mustBeSet } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'waf-classic-log',
  severity: 'medium',
  summary: 'A web ACL of the first version logs the requests that it has judged.',
  rationale: 'Without the log nobody knows what was blocked, nor that a rule blocks good callers.',
  remediation: 'Add `logging_configuration { log_destination = … }`.',
  references: ['CKV_AWS_176'],
  types: ['aws_waf_web_acl', 'aws_wafregional_web_acl'],
  check: (acl) =>
    mustBeSet(acl, 'logging_configuration[0].log_destination', { message: 'the web ACL writes no log' }),
};
