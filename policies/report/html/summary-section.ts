import { SEVERITIES, type Severity } from '../../rules/rule';
import { INPUT_COMPLETE } from '../criteria';
import type { ReviewFinding } from '../review';
import { counted } from '../summary-line';
import { html, type Markup } from './markup';
import type { PageFinding, PageModel } from './page-model';
import { lineLink, number, placeText, section, severityBadge } from './small';

const STATUSES = ['fail', 'unknown', 'waived'] as const;

const KINDS: Readonly<Record<string, string>> = {
  plan: 'a plan of Terraform',
  synthesized: 'a system that cdktf synthesized',
  directory: 'a directory of Terraform’s language',
};

/** What was judged and what it came to, on one screen. */
export function summarySection(model: PageModel): Markup {
  return section(
    'summary',
    'Summary',
    verdict(model),
    html`<div class="columns">${counts(model)}${judged(model)}</div>`,
    gaps(model),
  );
}

function verdict({ review: { summary, findings, proofs, comparison } }: PageModel): Markup {
  const worst = [...SEVERITIES].reverse().find((severity) => count(findings, severity, 'fail') > 0);
  const broken = proofs.filter(({ status }) => status === 'fails').length;
  const said =
    summary.resources === 0
      ? 'There are no resources in the input: nothing was judged.'
      : summary.fail === 0
        ? 'Nothing fails.'
        : `${counted(summary.fail, 'finding fails', 'findings fail')}, the worst ${worst ?? 'low'}.`;
  return html`<p class="verdict ${summary.fail > 0 ? 'bad' : 'good'}"><strong>${said}</strong>
${summary.unknown > 0 && html` ${counted(summary.unknown, 'is', 'are')} unknown until apply.`}
${summary.waived > 0 && html` ${counted(summary.waived, 'is', 'are')} waived.`}
${proofs.length > 0 && html` ${broken === 0 ? `Of ${counted(proofs.length, 'proof', 'proofs')} none fails.` : `${broken} of ${counted(proofs.length, 'proof', 'proofs')} fail.`}`}
${comparison && html` <a href="#changes">${counted(comparison.findings.new, 'finding is', 'findings are')} new since the baseline.</a>`}</p>`;
}

function counts({ review: { findings } }: PageModel): Markup {
  const rows = [...SEVERITIES].reverse().map(
    (severity) => html`<tr><th scope="row">${severityBadge(severity)}</th>${STATUSES.map((status) => {
      const found = count(findings, severity, status);
      return html`<td class="n${found === 0 && ' zero'}">${found === 0 ? '0' : html`<a href="#findings" data-show="${severity} ${status}">${number(found)}<span class="sr"> ${severity}, ${status}</span></a>`}</td>`;
    })}</tr>
`,
  );
  return html`<table class="counts"><caption>Findings</caption>
<thead><tr><td></td>${STATUSES.map((status) => html`<th scope="col" class="n">${status}</th>`)}</tr></thead>
<tbody>${rows}</tbody>
<tfoot><tr><th scope="row">all</th>${STATUSES.map((status) => html`<td class="n">${number(findings.filter((one) => one.status === status).length)}</td>`)}</tr></tfoot>
</table>`;
}

function judged({ review: { source, summary, criteria, view }, material, functions }: PageModel): Markup {
  const rows: readonly (readonly [string, string] | undefined)[] = [
    ['Judged', source.path === '.' ? 'this system, synthesized for the review' : source.path],
    ['Input', KINDS[source.kind] ?? source.kind],
    ['Environment', source.environment ?? 'not named'],
    material.digest === undefined ? undefined : ['Digest', material.digest],
    ['Resources', `${number(summary.resources)}, of which ${number(summary.checked)} concern a rule`],
    view ? ['Functions', number(functions.length)] : undefined,
    ['Criteria', `${number(criteria.size)} rules and proofs`],
  ];
  return html`<dl class="facts">${rows.map((row) => row && html`<div><dt>${row[0]}</dt><dd>${row[1]}</dd></div>`)}</dl>`;
}

/** What of the input nobody looked into: it must not be overlooked among the findings. */
function gaps({ findings }: PageModel): Markup {
  const found = findings.filter(({ finding }) => finding.rule === INPUT_COMPLETE.id);
  if (found.length === 0)
    return html`<p class="note">The whole input was looked into: there are no gaps.</p>`;
  return html`<h3>${counted(found.length, 'gap', 'gaps')} in the input</h3>
<p class="note">What was not looked into was not judged.</p>
<ul class="plain">${found.map(
    (
      one,
    ) => html`<li><a href="#${one.id}"><code>${one.finding.address}</code></a> ${placeOfFinding(one)} ${one.finding.message}</li>
`,
  )}</ul>`;
}

function placeOfFinding({ finding, line }: PageFinding): Markup {
  return line ? lineLink(line) : html`<span class="at">${placeText(finding)}</span>`;
}

function count(findings: readonly ReviewFinding[], severity: Severity, status: string): number {
  return findings.filter((one) => one.severity === severity && one.status === status).length;
}
