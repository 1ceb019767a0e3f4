import { groupBy } from '../../graph/lists';
import { type Criterion, SEVERITIES } from '../../rules/rule';
import { severityRank } from '../order';
import { counted } from '../summary-line';
import { html, type Markup } from './markup';
import type { PageFinding, PageModel } from './page-model';
import { lineLink, number, placeText, section, severityBadge, statusBadge } from './small';
import { lineText } from './source-index';

/** From so many findings on, what is less than high begins closed. */
const MANY = 40;

const STATE_WORDS = { new: 'new', updated: 'changed', unchanged: 'as approved' } as const;

/** Every finding once, by severity and rule, with why the rule is there and how to mend what it found. */
export function findingsSection(model: PageModel, rulesPage: string | undefined): Markup {
  const { findings, review } = model;
  if (findings.length === 0) return section('findings', 'Findings', html`<p>There are none.</p>`);
  const groups = groupBy(findings, ({ finding }) => finding.rule);
  const isLong = findings.length > MANY;
  const body = [...groups].map(([rule, found]) => {
    const severity = found[0]?.finding.severity ?? 'low';
    const isOpen = !isLong || severityRank(severity) >= severityRank('high');
    return ruleGroup(rule, found, review.criteria.get(rule), isOpen, rulesPage);
  });
  return section(
    'findings',
    'Findings',
    filters(model, [...groups.keys()]),
    html`<div id="finding-list">${body}</div>`,
  );
}

function filters({ findings, review }: PageModel, rules: readonly string[]): Markup {
  const severities = [...SEVERITIES]
    .reverse()
    .filter((one) => findings.some(({ finding }) => finding.severity === one));
  const statuses = (['fail', 'unknown', 'waived'] as const).filter((one) =>
    findings.some(({ finding }) => finding.status === one),
  );
  const states = review.comparison ? (['new', 'updated', 'unchanged'] as const) : [];
  return html`<form class="filters script-only" id="finding-filter" aria-label="Filter findings">
<label class="grow">Search <input type="search" name="text" autocomplete="off" placeholder="address, file, message" aria-keyshortcuts="/"></label>
${choices(
  'Severity',
  'severity',
  severities.map((one) => [one, one]),
)}
${choices(
  'Status',
  'status',
  statuses.map((one) => [one, one]),
)}
${
  states.length > 0 &&
  choices(
    'Since the baseline',
    'state',
    states.map((one) => [one, STATE_WORDS[one]]),
  )
}
<label>Rule <select name="rule"><option value="">all ${rules.length}</option>${rules.map((rule) => html`<option>${rule}</option>`)}</select></label>
<button type="reset">Clear</button><button type="button" data-toggle="finding-list">Open all</button>
<output aria-live="polite" class="shown">${counted(findings.length, 'finding', 'findings')}</output>
</form>`;
}

function choices(legend: string, name: string, values: readonly (readonly [string, string])[]): Markup {
  return html`<fieldset><legend>${legend}</legend>${values.map(
    ([value, word]) =>
      html`<label><input type="checkbox" name="${name}" value="${value}" checked> ${word}</label>`,
  )}</fieldset>`;
}

function ruleGroup(
  rule: string,
  found: readonly PageFinding[],
  criterion: Criterion | undefined,
  isOpen: boolean,
  rulesPage: string | undefined,
): Markup {
  const [first] = found;
  const severity = first?.finding.severity ?? 'low';
  const { references = criterion?.references ?? [], remediation = '' } = first?.finding ?? {};
  const name = rulesPage === undefined ? rule : html`<a href="${rulesPage}#${rule}">${rule}</a>`;
  return html`<details class="rule ${severity}" data-rule="${rule}" data-severity="${severity}"${isOpen && html` open`}>
<summary>${severityBadge(severity)} <span class="rule-id">${rule}</span> <span class="says">${criterion?.summary ?? ''}</span> <span class="n count">${number(found.length)}</span></summary>
<div class="body"><dl class="why">
${criterion && html`<div><dt>Why</dt><dd>${criterion.rationale}</dd></div>`}
<div><dt>Mend</dt><dd>${inlineCode(remediation)}</dd></div>
<div><dt>Rule</dt><dd>${name}${references.length > 0 && html` <span class="quiet">also ${references.join(', ')}</span>`}</dd></div>
</dl>
${[...groupBy(found, sameWords)].map(([, same]) => sameGroup(same))}</div></details>
`;
}

/** Findings of which all is the same but the place: the words stand once. */
function sameGroup(found: readonly PageFinding[]): Markup {
  const [first] = found;
  if (!first) return html``;
  const { status, message, counterExample = [], waived } = first.finding;
  const written = writtenAt(first);
  const isOnePlace =
    found.length > 1 && written !== undefined && found.every((one) => writtenAt(one) === written);
  return html`<div class="same" data-status="${status}"><p>${statusBadge(status)} ${message}${isOnePlace && html` <span class="from at">${written}</span>`}</p>
${counterExample.length > 0 && html`<ol class="steps" aria-label="Counter-example">${counterExample.map((step) => html`<li>${step}</li>`)}</ol>`}
${waived && html`<p class="waiver">Waived by ${waived.owner} until ${waived.expiry}: ${waived.reason}${waived.otherwise === 'unknown' && ' (otherwise unknown)'}</p>`}
<ul class="places">${found.map((one) => placeItem(one, isOnePlace))}</ul></div>
`;
}

function placeItem(one: PageFinding, isPlaceSaid: boolean): Markup {
  const { finding, id, line } = one;
  const { address, stack, constructPath, fingerprint, baselineState } = finding;
  const written = isPlaceSaid ? undefined : writtenAt(one);
  return html`<li id="${id}"${baselineState && html` data-state="${baselineState}"`}><span><code class="address">${stack !== undefined && html`<span class="quiet">${stack}:</span>`}${address}</code>${
    baselineState && baselineState !== 'unchanged' && html` <b>${STATE_WORDS[baselineState]}</b>`
  }${constructPath !== undefined && html` <span class="construct">${constructPath}</span>`}</span>
<span class="where">${line && lineLink(line)}${written !== undefined && html` <span class="at">${written}</span>`}</span>
<a class="print" href="#${id}" title="fingerprint">${fingerprint}</a></li>
`;
}

/** The place in the program, with who used it. Nothing where it is the line of Terraform that is linked anyway. */
function writtenAt({ finding, line }: PageFinding): string | undefined {
  const written = placeText(finding);
  if (line && lineText(line) === written) return undefined;
  return finding.usedAt ? `${written}, from ${placeText(finding.usedAt)}` : written;
}

function sameWords({ finding: { status, message, counterExample, waived } }: PageFinding): string {
  return JSON.stringify([status, message, counterExample, waived]);
}

/** Words in backquotes, as rules write attributes, as code. */
function inlineCode(text: string): Markup {
  return html`${text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}
