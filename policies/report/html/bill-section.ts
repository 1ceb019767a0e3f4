import type { CostSection, SectionTable } from '../../cost/report/summary';
import { html, type Markup } from './markup';
import { section } from './small';

/** What it costs. Nothing where nobody computed it. */
export function billSection(bill: CostSection | undefined): Markup | undefined {
  if (!bill) return undefined;
  const { summary, tables, notes } = bill;
  return section(
    'bill',
    'Bill',
    html`<p>${summary}</p>
${tables.map(billTable)}${notes.length > 0 && html`<ul class="note">${notes.map((note) => html`<li>${note}</li>`)}</ul>`}`,
  );
}

/** The first cell of a row names it. */
function billTable({ title, heads, rows, right }: SectionTable): Markup {
  const numeric = (column: number) => right.includes(column) && html` class="n"`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table class="wide bill"><caption>${title}</caption><thead><tr>${heads.map(
    (head, column) => (head === '' ? html`<td></td>` : html`<th scope="col"${numeric(column)}>${head}</th>`),
  )}</tr></thead>
<tbody>${rows.map(
    ([name = '', ...cells]) => html`<tr><th scope="row">${name}</th>${cells.map(
      (cell, index) => html`<td${numeric(index + 1)}>${cell}</td>`,
    )}</tr>
`,
  )}</tbody></table></div>
`;
}
