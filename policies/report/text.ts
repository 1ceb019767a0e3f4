import { groupBy } from '../graph/lists';
import type { AccessChanges } from '../model/view/compare-access';
import { type Criterion, SEVERITIES, type Severity } from '../rules/rule';
import type { Comparison } from './baseline/compare';
import type { RenderOptions } from './renderers';
import type { Review, ReviewFinding } from './review';
import { counted, summaryLine } from './summary-line';
import { findingLines, INDENT } from './text-finding';
import { labelled, type Paint, painter, plain, type Style } from './text-layout';

const STYLE: Readonly<Record<Severity, readonly Style[]>> = {
  critical: ['bold', 'red'],
  high: ['red'],
  medium: ['yellow'],
  low: ['cyan'],
};

/** The review for a person: by severity, then by rule, with what to do once for each rule. */
export function renderText(review: Review, { width = 100, color = false }: RenderOptions): string {
  const paint = painter(color);
  const lines: string[] = [];
  for (const severity of [...SEVERITIES].reverse()) {
    const found = review.findings.filter((one) => one.severity === severity);
    if (found.length === 0) continue;
    lines.push(paint(severity.toUpperCase(), ...STYLE[severity]), '');
    for (const [rule, findings] of groupBy(found, ({ rule }) => rule)) {
      lines.push(...ruleSection(rule, findings, review.criteria.get(rule), width, paint), '');
    }
  }
  if (review.proofs.length > 0) lines.push(...proofSection(review, width, paint), '');
  if (review.comparison) lines.push(...comparisonSection(review.comparison, width), '');
  if (review.summary.resources === 0) lines.push('There are no resources in the input: nothing was judged.');
  lines.push(summaryLine(review));
  return `${lines.join('\n')}\n`;
}

function ruleSection(
  rule: string,
  findings: readonly ReviewFinding[],
  criterion: Criterion | undefined,
  width: number,
  paint: Paint,
): readonly string[] {
  const [first] = findings;
  const {
    summary = '',
    remediation = first?.remediation ?? '',
    references = first?.references ?? [],
  } = criterion ?? {};
  return [
    ...labelled('', `${rule}: ${summary}`, 0, width).map((line, index) =>
      index === 0 ? line.replace(rule, paint(rule, 'bold')) : line,
    ),
    ...findingLines(findings, width, paint),
    ...labelled('  mend', remediation, INDENT, width),
    ...(references.length > 0 ? labelled('  also', references.join(', '), INDENT, width) : []),
  ];
}

function proofSection({ proofs }: Review, width: number, paint: Paint): readonly string[] {
  const style: Readonly<Record<string, Style>> = { holds: 'green', fails: 'red', unknown: 'magenta' };
  return [
    paint('PROOFS', 'bold'),
    '',
    ...proofs.flatMap(({ id, status, summary, scope }) =>
      labelled(`  ${status}`, `${id}: ${summary} Shown for ${plain(scope)}.`, INDENT, width).map((line) =>
        line.replace(`  ${status}`, paint(`  ${status}`, style[status] ?? 'bold')),
      ),
    ),
  ];
}

function comparisonSection(
  { baseline, findings, resources, access }: Comparison,
  width: number,
): readonly string[] {
  const { added, removed, moved, replaced } = resources;
  const lost = removed.filter(({ stateful }) => stateful).length;
  return [
    `SINCE ${plain(baseline)}`,
    '',
    ...labelled(
      '',
      `findings: ${findings.new} new, ${findings.updated} changed, ${findings.unchanged} as approved, ${findings.absent.length} no longer found`,
      2,
      width,
    ),
    ...findings.absent.flatMap(({ rule, address }) =>
      labelled('  gone', `${rule} ${plain(address)}`, INDENT, width),
    ),
    ...labelled(
      '',
      `resources: ${added.length} added, ${removed.length} removed${lost > 0 ? ` (${counted(lost, 'holds', 'hold')} data)` : ''}, ` +
        `${moved.length} under another address; ${counted(replaced.length, 'that holds data is', 'that hold data are')} replaced`,
      2,
      width,
    ),
    ...moved.flatMap(({ from, to }) =>
      labelled('  moved', `${plain(from)} is now ${plain(to)}`, INDENT, width),
    ),
    ...removed.flatMap(({ key, stateful }) =>
      labelled('  removed', `${plain(key)}${stateful ? ', which holds data' : ''}`, INDENT, width),
    ),
    ...replaced.flatMap(({ key, because }) =>
      labelled('  new one', `${plain(key)}: ${plain(because)}`, INDENT, width),
    ),
    ...(access ? accessLines(access, width) : []),
  ];
}

/** What is more is among the findings; what is less is told here. */
function accessLines(
  { permissions, paths, ranges, renamed }: AccessChanges,
  width: number,
): readonly string[] {
  const count = (all: readonly { readonly kind: string }[], kind: string) =>
    all.filter((one) => one.kind === kind).length;
  const line =
    `permissions: ${count(permissions, 'new')} new, ${count(permissions, 'wider')} wider, ${count(permissions, 'removed')} removed; ` +
    `paths: ${count(paths, 'new')} new, ${count(paths, 'closed')} closed; ` +
    `ranges: ${count(ranges, 'wider')} wider, ${count(ranges, 'narrower')} narrower`;
  return [
    ...labelled('', line, 2, width),
    ...renamed.flatMap(({ from, to }) =>
      labelled('  renamed', `the function ${plain(from)} is now ${plain(to)}`, INDENT, width),
    ),
    ...permissions.flatMap(({ kind, function: key, permission }) =>
      kind === 'removed'
        ? labelled(
            '  less',
            `${plain(key)} may no longer ${plain(permission.action)} on ${plain(permission.resource)}`,
            INDENT,
            width,
          )
        : [],
    ),
    ...paths.flatMap(({ kind, function: key, destination }) =>
      kind === 'closed'
        ? labelled('  closed', `${plain(key)} no longer reaches ${plain(destination)}`, INDENT, width)
        : [],
    ),
  ];
}
