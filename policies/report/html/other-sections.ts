import { groupBy } from '../../graph/lists';
import type { PermissionAccess } from '../../model/view/access-snapshot';
import type { AccessChanges } from '../../model/view/compare-access';
import type { Comparison } from '../baseline/compare';
import { compareText } from '../order';
import type { Waived } from '../review';
import { counted } from '../summary-line';
import { html, type Markup } from './markup';
import type { PageFinding, PageModel } from './page-model';
import { number, placeText, section, severityBadge, statusBadge } from './small';

/** Statements about the whole system, with what they were shown for. */
export function proofsSection({ review: { proofs }, findings }: PageModel): Markup {
  if (proofs.length === 0) {
    return section(
      'proofs',
      'Proofs',
      html`<p>None were made: proofs need the code of the functions, or a plan of this system.</p>`,
    );
  }
  return section(
    'proofs',
    'Proofs',
    html`<div class="scroll" tabindex="0" role="region" aria-label="Table of proofs"><table class="wide"><thead><tr><th scope="col">Outcome</th><th scope="col">Statement</th><th scope="col">Shown for</th><th scope="col" class="n">Findings</th></tr></thead>
<tbody>${proofs.map(({ id, status, summary, scope, findings: count }) => {
      const first = findings.find(({ finding }) => finding.rule === id);
      return html`<tr><td>${statusBadge(status)}</td><th scope="row">${summary} <span class="quiet rule-id">${id}</span></th><td>${scope}</td><td class="n">${first ? html`<a href="#${first.id}">${number(count)}</a>` : number(count)}</td></tr>
`;
    })}</tbody></table></div>`,
  );
}

/** What may stay, with who answers for it: one row for what was decided together. Nothing where there are none. */
export function waiversSection({ findings }: PageModel): Markup | undefined {
  const waived = findings.flatMap((one) =>
    one.finding.waived ? [{ ...one, waiver: one.finding.waived }] : [],
  );
  if (waived.length === 0) return undefined;
  const decisions = groupBy(waived, ({ finding: { rule }, waiver: { owner, reason, expiry } }) =>
    JSON.stringify([expiry, rule, owner, reason]),
  );
  const rows = [...decisions.values()].sort((a, b) =>
    compareText(a[0]?.waiver.expiry ?? '', b[0]?.waiver.expiry ?? ''),
  );
  return section(
    'waivers',
    'Waivers',
    html`<div class="scroll" tabindex="0" role="region" aria-label="Table of waivers"><table class="wide waivers"><thead><tr><th scope="col">Until</th><th scope="col">Rule</th><th scope="col">For</th><th scope="col">Owner</th><th scope="col">Reason</th></tr></thead>
<tbody>${rows.map((row) => waiverRow(row))}</tbody></table></div>`,
  );
}

function waiverRow(row: readonly (PageFinding & { readonly waiver: Waived })[]): Markup {
  const [first] = row;
  if (!first) return html``;
  const { finding, waiver } = first;
  const links = row.map((one) => html`<li><a href="#${one.id}"><code>${one.finding.address}</code></a></li>`);
  const list = html`<ul class="plain">${links}</ul>`;
  return html`<tr><td class="date">${waiver.expiry}</td><th scope="row">${severityBadge(finding.severity)} ${finding.rule}</th><td>${
    row.length <= 3
      ? list
      : html`<details><summary>${counted(row.length, 'finding', 'findings')}</summary>${list}</details>`
  }</td><td>${waiver.owner}</td><td>${waiver.reason}</td></tr>
`;
}

/** What is not as it was approved. Nothing where there is no baseline. */
export function changesSection({ review: { comparison }, findings }: PageModel): Markup | undefined {
  if (!comparison) return undefined;
  const { baseline, findings: found, resources, access } = comparison;
  const fresh = findings.filter(({ finding }) => ['new', 'updated'].includes(finding.baselineState ?? ''));
  return section(
    'changes',
    'Changes since the approved state',
    html`<p class="note">Compared with <code>${baseline}</code>.</p>`,
    accessChanges(access),
    html`<h3>Resources</h3>${resourceChanges(resources)}<h3>Findings</h3>
<p>${number(found.new)} new, ${number(found.updated)} changed, ${number(found.unchanged)} as approved, ${number(found.absent.length)} no longer found.</p>
<ul class="diff">${fresh.map(
      ({
        finding,
        id,
      }) => html`<li class="added"><span class="sign" aria-hidden="true">${finding.baselineState === 'new' ? '+' : '~'}</span> ${severityBadge(finding.severity)} ${finding.rule} <a href="#${id}"><code>${finding.address}</code></a> ${finding.message}</li>
`,
    )}${found.absent.map(
      ({
        rule,
        address,
        file,
        line,
        severity,
      }) => html`<li class="removed"><span class="sign" aria-hidden="true">−</span> ${severityBadge(severity)} ${rule} <code>${address}</code> <span class="at">${placeText({ file, ...(line === undefined ? {} : { line }) })}</span></li>
`,
    )}</ul>`,
  );
}

function accessChanges(access: AccessChanges | undefined): Markup {
  const title = html`<h3>Permissions and paths</h3>`;
  if (!access)
    return html`${title}<p>Not compared: the approved state does not say what functions may do and reach.</p>`;
  const { permissions, paths, ranges, renamed } = access;
  const items = [
    ...permissions.map(({ kind, function: name, permission, was }) =>
      change(
        SIGNS[kind],
        html`<b>${kind}</b> permission of <code>${name}</code>: ${permissionText(permission)}${was && html`<br><span class="quiet">approved was ${permissionText(was)}</span>`}`,
      ),
    ),
    ...paths.map(({ kind, function: name, destination }) =>
      change(SIGNS[kind], html`<b>${kind}</b> path of <code>${name}</code> to ${destination}`),
    ),
    ...ranges.map(({ kind, range, cidrs, was }) =>
      change(
        SIGNS[kind],
        html`<b>${kind}</b> range of <code>${range}</code>: ${cidrs.join(', ') || 'nothing'}<br><span class="quiet">approved was ${was.join(', ') || 'nothing'}</span>`,
      ),
    ),
    ...renamed.map(({ from, to }) => change('→', html`<code>${from}</code> is now <code>${to}</code>`)),
  ];
  return items.length === 0
    ? html`${title}<p>As approved.</p>`
    : html`${title}<ul class="diff">${items}</ul>`;
}

const SIGNS = { new: '+', wider: '↑', removed: '−', closed: '−', narrower: '↓' } as const;

function change(sign: string, said: Markup): Markup {
  return html`<li><span class="sign" aria-hidden="true">${sign}</span> <span>${said}</span></li>
`;
}

function permissionText({ action, resource, conditions, exceptions }: PermissionAccess): Markup {
  const limits = [...conditions.map((one) => `if ${one}`), ...exceptions];
  return html`<code>${action}</code> on <code>${resource}</code>${limits.length > 0 && `, ${limits.join(', ')}`}`;
}

function resourceChanges({ added, removed, moved, replaced }: Comparison['resources']): Markup {
  if (added.length + removed.length + moved.length + replaced.length === 0)
    return html`<p>The same as approved.</p>`;
  const holds = (stateful: boolean) => stateful && html` <b>holds data</b>`;
  return html`<p>${counted(added.length, 'is', 'are')} added, ${removed.length} removed, ${moved.length} moved, ${replaced.length} replaced.</p><ul class="diff">
${replaced.map(
  ({
    key,
    because,
  }) => html`<li class="removed"><span class="sign" aria-hidden="true">±</span> replaced <code>${key}</code> <b>holds data</b>: ${because}</li>
`,
)}${removed.map(
  ({
    key,
    stateful,
  }) => html`<li class="removed"><span class="sign" aria-hidden="true">−</span> removed <code>${key}</code>${holds(stateful)}</li>
`,
)}${moved.map(
  ({
    from,
    to,
  }) => html`<li><span class="sign" aria-hidden="true">→</span> moved <code>${from}</code> to <code>${to}</code></li>
`,
)}${added.map(
  ({
    key,
    stateful,
  }) => html`<li class="added"><span class="sign" aria-hidden="true">+</span> added <code>${key}</code>${holds(stateful)}</li>
`,
)}</ul>`;
}
