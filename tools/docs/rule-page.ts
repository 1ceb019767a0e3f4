import { REVIEW_CRITERIA } from '../../policies/report/criteria';
import { type Criterion, type Rule, SEVERITIES } from '../../policies/rules/rule';
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
    '- [The review itself](#the-review-itself)',
    ...areas.flatMap((area) => [
      '',
      `## ${area}`,
      ...rules.filter((rule) => areaOf(rule) === area).flatMap(section),
    ]),
    '',
    '## The review itself',
    '',
    'What a review says of its input, of what changed since its baseline, and of waivers.',
    ...REVIEW_CRITERIA.flatMap(explained),
    '',
  ].join('\n');
}

function areaOf({ id }: Rule): string {
  return id.slice(0, id.indexOf('-'));
}

function explained({ id, summary, severity, rationale, remediation }: Criterion): readonly string[] {
  return [
    '',
    `### ${id}`,
    '',
    `**${summary}** Severity: ${severity}.`,
    '',
    rationale,
    '',
    `Remedy: ${remediation}`,
  ];
}

function section(rule: Rule): readonly string[] {
  const references = rule.references ?? [];
  return [
    ...explained(rule),
    '',
    `Looks at ${rule.types.map((type) => `\`${type}\``).join(', ')}.`,
    ...(references.length > 0 ? ['', `See also ${references.map((one) => `\`${one}\``).join(', ')}.`] : []),
  ];
}
