import { groupBy } from '../graph/lists';
import type { Place } from './location';
import type { ReviewFinding } from './review';
import { labelled, type Paint, plain, type Style } from './text-layout';

/** Where what is said of a finding begins. */
export const INDENT = 11;

const STATUS_STYLE: Readonly<Record<ReviewFinding['status'], Style>> = {
  fail: 'red',
  unknown: 'magenta',
  waived: 'dim',
};

/** What is as it was approved needs no word. */
const STATE = { new: 'new', updated: 'changed', unchanged: '' } as const;

/**
 * The findings of one rule. Those of which all is the same but the address, because one line of a program makes them
 * all, stand together.
 */
export function findingLines(
  findings: readonly ReviewFinding[],
  width: number,
  paint: Paint,
): readonly string[] {
  const groups = groupBy(findings, (finding) =>
    JSON.stringify([finding.status, whereOf(finding), ...detailsOf(finding)]),
  );
  return [...groups.values()].flatMap((group) => groupLines(group, width, paint));
}

function groupLines(
  [first, ...others]: readonly ReviewFinding[],
  width: number,
  paint: Paint,
): readonly string[] {
  if (!first) return [];
  const name = nameOf(first);
  const where = whereOf(first);
  const label = paint(`  ${first.status}`.padEnd(INDENT), STATUS_STYLE[first.status]);
  const fits = others.length === 0 && INDENT + name.length + 2 + where.length <= width;
  return [
    `${label}${paint(name, 'bold')}${fits ? `  ${where}` : ''}`,
    ...others.map((other) => ' '.repeat(INDENT) + paint(nameOf(other), 'bold')),
    ...(fits ? [] : labelled('', where, INDENT, width)),
    ...(others.length === 0 && first.constructPath !== undefined
      ? labelled('', `construct ${plain(first.constructPath)}`, INDENT, width)
      : []),
    ...detailsOf(first).flatMap((line) => labelled('', line, INDENT, width)),
  ];
}

/** As a waiver's `address` takes it. */
function nameOf({ stack, address }: ReviewFinding): string {
  return plain(stack === undefined ? address : `${stack}:${address}`);
}

function whereOf({ file, line, usedAt, baselineState }: ReviewFinding): string {
  const state = STATE[baselineState ?? 'unchanged'];
  return (
    placeText({ file, ...(line === undefined ? {} : { line }) }) +
    (usedAt ? `, from ${placeText(usedAt)}` : '') +
    (state === '' ? '' : ` (${state})`)
  );
}

function placeText({ file, line }: Place): string {
  return plain(line === undefined ? file : `${file}:${line}`);
}

function detailsOf({ message, counterExample = [], waived }: ReviewFinding): readonly string[] {
  return [
    plain(message),
    ...counterExample.map((step) => `- ${plain(step)}`),
    ...(waived
      ? [
          `waived by ${plain(waived.owner)} until ${waived.expiry}: ${plain(waived.reason)}` +
            (waived.otherwise === 'unknown' ? ' (otherwise unknown)' : ''),
        ]
      : []),
  ];
}
