import { type Expression, inlineText, isShort } from './expression';
import type { Node } from './nodes';
import { escapeTemplate } from './template';
import { scanTemplate } from './tokens';

/** A line before alignment. With `assign` (from the `=` on), its column is shared with the lines beside it. */
interface Line {
  readonly lead: string;
  readonly assign?: string;
}

/** The nodes as HCL, laid out as `terraform fmt` lays it out, without a line break at the end. */
export function renderNodes(nodes: readonly Node[]): string {
  const lines: Line[] = [];
  renderBody(nodes, 0, lines);
  return align(lines).join('\n');
}

function renderBody(nodes: readonly Node[], depth: number, lines: Line[]): void {
  const indent = '  '.repeat(depth);
  let previous: Node | undefined;
  for (const node of nodes) {
    const apart = previous && (node.kind === 'block' || previous.kind === 'block' || isSetApart(node));
    if (apart) lines.push({ lead: '' });
    previous = node;
    if (node.kind === 'attribute') {
      renderEntry(`${indent}${node.name}`, '=', node.value, depth, '', lines);
      continue;
    }
    const header = [node.type, ...node.labels.map((label) => quoteLabel(label))].join(' ');
    if (node.body.length === 0) {
      lines.push({ lead: `${indent}${header} {}` });
      continue;
    }
    lines.push({ lead: `${indent}${header} {` });
    renderBody(node.body, depth + 1, lines);
    lines.push({ lead: `${indent}}` });
  }
}

/** What concerns Terraform and not the resource. */
function isSetApart(node: Node): boolean {
  return node.kind === 'attribute' && node.name === 'depends_on';
}

function quoteLabel(label: string): string {
  return `"${escapeTemplate(label).replace(/["\\]/g, '\\$&')}"`;
}

/** `lead = value`, or `lead` alone where there is no separator: an item of a list. */
function renderEntry(
  lead: string,
  separator: '=' | ':' | '',
  value: Expression,
  depth: number,
  suffix: string,
  lines: Line[],
): void {
  const start = (opening: string): void => {
    lines.push({ lead: separator === '' ? `${lead}${opening}` : `${lead} ${separator} ${opening}` });
  };
  if (value.kind === 'heredoc') {
    // For the formatter all of a heredoc is one line: the lines before and after it stay neighbours.
    const text = `<<${value.marker}\n${value.text}${value.marker}`;
    if (separator === '=' && !holdsAssignment(lead)) lines.push({ lead, assign: `= ${text}` });
    else start(text);
    return;
  }
  if (isShort(value)) {
    const text = `${inlineText(value)}${suffix}`;
    if (separator === '=' && !holdsAssignment(lead)) lines.push({ lead, assign: `= ${text}` });
    else start(text);
    return;
  }
  let opening = '';
  let closing = '';
  let inner: Expression = value;
  while (inner.kind === 'call' && inner.arguments[0] && inner.arguments.length === 1) {
    opening += `${inner.name}(`;
    closing = `)${closing}`;
    inner = inner.arguments[0];
  }
  renderSpread(inner, opening, closing, depth, suffix, start, lines);
}

function renderSpread(
  value: Expression,
  opening: string,
  closing: string,
  depth: number,
  suffix: string,
  start: (opening: string) => void,
  lines: Line[],
): void {
  const indent = '  '.repeat(depth);
  switch (value.kind) {
    case 'object':
      start(`${opening}{`);
      for (const { key, separator, value: item } of value.entries) {
        renderEntry(`${indent}  ${key}`, separator, item, depth + 1, '', lines);
      }
      lines.push({ lead: `${indent}}${closing}${suffix}` });
      return;
    case 'list':
      start(`${opening}[`);
      for (const item of value.items) renderEntry(`${indent}  `, '', item, depth + 1, ',', lines);
      lines.push({ lead: `${indent}]${closing}${suffix}` });
      return;
    case 'call':
      start(`${opening}${value.name}(`);
      value.arguments.forEach((argument, index) => {
        const comma = index === value.arguments.length - 1 ? '' : ',';
        renderEntry(`${indent}  `, '', argument, depth + 1, comma, lines);
      });
      lines.push({ lead: `${indent})${closing}${suffix}` });
      return;
    default:
      throw new Error(`an expression of the kind ${value.kind} is not spread`);
  }
}

/** A key with an interpolation that has a `=` of its own: the formatter does not align such a line. */
function holdsAssignment(lead: string): boolean {
  if (!lead.includes('{') || !lead.includes('=')) return false;
  return scanTemplate(lead).tokens.some((token) => token.type === 'symbol' && token.text === '=');
}

/** Puts the `=` of neighbouring lines below each other. */
function align(lines: readonly Line[]): string[] {
  const texts: string[] = [];
  let chain: Line[] = [];
  const close = (): void => {
    const widths = chain.map(({ lead }) => columns(lead));
    const widest = Math.max(...widths);
    chain.forEach(({ lead, assign }, index) => {
      texts.push(`${lead}${' '.repeat(widest - (widths[index] ?? 0) + 1)}${assign}`);
    });
    chain = [];
  };
  for (const line of lines) {
    if (line.assign !== undefined) {
      chain.push(line);
      continue;
    }
    if (chain.length > 0) close();
    texts.push(line.lead);
  }
  if (chain.length > 0) close();
  return texts;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function columns(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
  return /^[\x00-\x7f]*$/.test(text) ? text.length : [...graphemes.segment(text)].length;
}
