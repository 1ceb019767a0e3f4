import { type Rule, SEVERITIES } from '../../policies/rules/rule';
import { RULES_COMMAND } from './rule-registry';

/** docs/rules.md: every rule with its reason and remedy. */
export function renderRulePage(rules: readonly Rule[]): string {
  const areas = [...new Set(rules.map(areaOf))].sort();
  const count = (severity: string) => rules.filter((rule) => rule.severity === severity).length;
  return [
    `<!-- Written by \`${RULES_COMMAND}\` from policies/rules. Changes made here are lost. -->`,
    '# The rules of `vpc-lambda review`',
    '',
    `${rules.length} rules: ${[...SEVERITIES]
      .reverse()
      .map((severity) => `${count(severity)} ${severity}`)
      .join(', ')}. A rule answers pass, fail or unknown; what it cannot see is unknown, never pass.`,
    'The references name the same or nearly the same check of Checkov (`CKV`), Trivy (`AVD`) and cdk-nag (`AwsSolutions`).',
    '',
    ...areas.flatMap((area) => [
      `- [${area}](#${area}) (${rules.filter((rule) => areaOf(rule) === area).length})`,
    ]),
    ...areas.flatMap((area) => [
      '',
      `## ${area}`,
      ...rules.filter((rule) => areaOf(rule) === area).flatMap(section),
    ]),
    '',
  ].join('\n');
}

function areaOf({ id }: Rule): string {
  return id.slice(0, id.indexOf('-'));
}

function section(rule: Rule): readonly string[] {
  const references = rule.references ?? [];
  return [
    '',
    `### ${rule.id}`,
    '',
    `**${rule.summary}** Severity: ${rule.severity}.`,
    '',
    rule.rationale,
    '',
    `Remedy: ${rule.remediation}`,
    '',
    `Looks at ${rule.types.map((type) => `\`${type}\``).join(', ')}.`,
    ...(references.length > 0 ? ['', `See also ${references.map((one) => `\`${one}\``).join(', ')}.`] : []),
  ];
}
