import { isUnknown, toText } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { managedGroups } from './support/web-acl';

const GROUP = 'AWSManagedRulesKnownBadInputsRuleSet';

/** The rule of the group that finds the lookups of Log4j in headers, body, query and path. */
const LOG4J = /^Log4J/;

export const rule: Rule = {
  id: 'waf-log4j',
  severity: 'medium',
  summary: 'A web ACL blocks the lookups of Log4j (CVE-2021-44228).',
  rationale: 'A string in any header that a Java application logs runs code of the caller there.',
  remediation: `Add the rule group ${GROUP} with \`override_action { none {} }\`, and exclude none of its Log4J rules.`,
  references: ['CKV_AWS_192'],
  types: ['aws_wafv2_web_acl'],
  check: (acl): Outcome => {
    const { groups, unknown: why } = managedGroups(acl);
    const group = groups.find(({ name }) => name === GROUP);
    if (!group)
      return why
        ? unknown(`whether ${GROUP} is used`, why, 'rule')
        : fail(`the web ACL does not use ${GROUP}`);
    const base = `${group.path}.statement[0].managed_rule_group_statement[0]`;
    const isExcluded = acl
      .blocks(`${base}.excluded_rule`)
      .some((_, index) => LOG4J.test(String(toText(written(acl, `${base}.excluded_rule[${index}].name`)))));
    const isCounted = acl.blocks(`${base}.rule_action_override`).some((_, index) => {
      const path = `${base}.rule_action_override[${index}]`;
      const action = `${path}.action_to_use[0]`;
      return (
        LOG4J.test(String(toText(written(acl, `${path}.name`)))) &&
        (written(acl, `${action}.count`) !== undefined || written(acl, `${action}.allow`) !== undefined)
      );
    });
    if (isExcluded || isCounted) return fail(`${GROUP} only counts the lookups of Log4j`, group.path);
    const counted = written(acl, `${group.path}.override_action[0].count[0]`);
    if (isUnknown(counted)) return unknown('override_action', counted, group.path);
    return counted === undefined ? pass() : fail(`${GROUP} only counts`, group.path);
  },
};
