import { counted } from '../summary-line';
import { html, type Markup } from './markup';
import type { LineMarks, PageModel } from './page-model';
import { number, section } from './small';
import type { IndexedFile } from './source-index';

/** So many lines a browser opens at once. Of more, the blocks are shown that something on the page leads to. */
const MAX_LINES = 60_000;

/** The Terraform with line numbers: findings lead to lines, and lines to their findings. */
export function sourcesSection(model: PageModel): Markup {
  const { sources, review, material } = model;
  if (!material.sources || sources.files.length === 0) {
    const why =
      review.source.kind === 'plan'
        ? 'A plan says what Terraform would do and not in which file it is written: there is nothing to show.'
        : 'The files were not given to the page.';
    return section('sources', 'Terraform', html`<p>${why}</p>`);
  }
  const total = sources.files.reduce((sum, { lines }) => sum + lines.length, 0);
  const isWhole = total <= MAX_LINES;
  const shown = sources.files.map((file) => ({ file, blocks: blocksOf(file, model) }));
  const files = shown.flatMap(({ file, blocks }) => {
    const kept = isWhole ? blocks : blocks.filter(({ isMarked }) => isMarked);
    return kept.length === 0 ? [] : [fileDetails(file, kept, model)];
  });
  return section(
    'sources',
    'Terraform',
    html`<p class="note">${counted(sources.files.length, 'file', 'files')}, ${number(total)} lines. ${
      isWhole
        ? 'A line that something on this page leads to leads back to it.'
        : `Shown are the blocks that something on this page leads to: all of it are more than ${number(MAX_LINES)} lines.`
    }</p>`,
    html`<div id="source-list">${files}</div>`,
  );
}

interface SourceBlock {
  /** The first line, from 1. */
  readonly start: number;
  readonly lines: readonly string[];
  readonly isMarked: boolean;
}

/** Top-level blocks with the comments above them: what stands between two lines that close one. */
function blocksOf({ id, lines }: IndexedFile, { marks }: PageModel): readonly SourceBlock[] {
  const blocks: SourceBlock[] = [];
  let start = 0;
  for (const [index, text] of lines.entries()) {
    if (!/^[}\]]/.test(text) && index < lines.length - 1) continue;
    const part = lines.slice(start, index + 1);
    const isMarked = part.some((_, offset) => marks.has(`${id}-${start + offset + 1}`));
    blocks.push({ start: start + 1, lines: part, isMarked });
    start = index + 1;
  }
  return blocks;
}

function fileDetails(file: IndexedFile, blocks: readonly SourceBlock[], { marks }: PageModel): Markup {
  const found = file.lines.reduce(
    (sum, _, index) => sum + (marks.get(`${file.id}-${index + 1}`)?.findings.length ?? 0),
    0,
  );
  return html`<details class="file"><summary><code>${file.path}</code> <span class="quiet">${counted(file.lines.length, 'line', 'lines')}</span>${
    found > 0 && html` <span class="n count">${counted(found, 'finding', 'findings')}</span>`
  }</summary>${blocks.map(
    ({ start, lines, isMarked }) =>
      html`<pre class="${isMarked ? 'marked' : 'quiet-block'}">${lines.map((text, offset) => sourceLine(file.id, start + offset, text, marks))}</pre>`,
  )}</details>
`;
}

function sourceLine(file: string, line: number, text: string, marks: PageModel['marks']): Markup {
  const id = `${file}-${line}`;
  const mark = marks.get(id);
  if (!mark)
    return html`<span data-n="${line}">${text}
</span>`;
  return html`<span data-n="${line}" id="${id}" tabindex="-1">${text}
</span>${marksOf(mark)}`;
}

function marksOf({ findings, functions, ways }: LineMarks): Markup {
  return html`<span class="marks">${findings.map(
    ({ finding, id }) =>
      html`<a class="mark ${finding.severity}" href="#${id}">${finding.status === 'fail' ? '' : `${finding.status}: `}${finding.severity} ${finding.rule}</a> `,
  )}${functions.size > 0 && html`<span class="back">for ${[...functions].map(({ id, view }) => html`<a href="#${id}">${view.name}</a> `)}</span>`}${
    ways.size > 0 &&
    html`<span class="back">on ${[...ways].map(({ id }) => html`<a href="#${id}">${id.replace('-', ' ')}</a> `)}</span>`
  }
</span>`;
}
