import type { PermissionView, StepView } from '../../model/view/system-view';
import { counted } from '../summary-line';
import { accessMatrix } from './access-matrix';
import { html, join, type Markup } from './markup';
import type { Grant, PageFunction, PagePath, PathState } from './page-functions';
import type { PageModel } from './page-model';
import { lineLink, placeOf, section } from './small';
import { lineId } from './source-index';

/** From so many functions on, each begins closed. */
const MANY = 8;

/** What each function may do on what, from which statement, and needed by which line; and where it gets to, and how. */
export function functionsSection(model: PageModel): Markup {
  const { functions, ways, review } = model;
  if (!review.view)
    return section('functions', 'Permissions', html`<p>No model of permissions was given to the page.</p>`);
  if (functions.length === 0)
    return section('functions', 'Permissions', html`<p>The input has no Lambda function.</p>`);
  return section(
    'functions',
    'Permissions',
    accessMatrix(functions),
    html`<h3>By function</h3>
<form class="filters script-only" id="function-filter" aria-label="Filter permissions">
<label class="grow">Search <input type="search" name="text" autocomplete="off" placeholder="function, action, resource, condition"></label>
<label>Show <select name="kind"><option value="">all permissions</option><option value="wild">with a wildcard in the resource</option><option value="unneeded">that no code needs</option><option value="unknown">not fully known</option></select></label>
<button type="reset">Clear</button><button type="button" data-toggle="function-list">Open all</button>
<output aria-live="polite" class="shown">${counted(functions.length, 'function', 'functions')}</output>
</form>
<div id="function-list">${functions.map((one) => functionDetails(one, model, functions.length < MANY))}</div>`,
    ways.length > 0 &&
      html`<details class="more"><summary><span class="name">Ways</span> <span class="quiet">${ways.length}, each with the steps that paths of several functions have in common</span></summary><ol class="ways">${ways.map(
        ({
          id,
          steps,
        }) => html`<li id="${id}">${wayName(id)}<ol class="steps">${steps.map((step) => stepItem(step, model))}</ol></li>
`,
      )}</ol></details>`,
  );
}

function functionDetails(one: PageFunction, model: PageModel, isOpen: boolean): Markup {
  const { id, view, grants, paths } = one;
  const states = (['open', 'blocked', 'unknown'] as const).map(
    (state) => [state, paths.filter((path) => path.state === state).length] as const,
  );
  return html`<details class="function" id="${id}"${isOpen && html` open`}>
<summary><span class="name">${view.name}</span> <span class="quiet">${counted(view.permissions.length, 'permission', 'permissions')}; paths: ${join(
    states.filter(([, count]) => count > 0).map(([state, count]) => html`${count} ${state}`),
    ', ',
  )}${paths.length === 0 && 'none'}</span></summary>
<div class="body"><dl class="facts"><div><dt>Role</dt><dd>${view.role ?? 'not known'}</dd></div><div><dt>Subnets</dt><dd>${list(view.subnets, 'none: outside any VPC')}</dd></div><div><dt>Security groups</dt><dd>${list(view.securityGroups, 'none')}</dd></div></dl>
${grantTable(one, grants, model)}${pathTable(one, paths, model)}</div></details>
`;
}

function list(items: readonly string[], none: string): Markup {
  return items.length === 0
    ? html`${none}`
    : html`${join(
        items.map((item) => html`<code>${item}</code>`),
        ' ',
      )}`;
}

function grantTable({ view }: PageFunction, grants: readonly Grant[], model: PageModel): Markup {
  if (grants.length === 0) return html`<p>It has no permission.</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Permissions of ${view.name}"><table class="wide grants"><thead><tr><th scope="col">On</th><th scope="col">May</th><th scope="col">Only if</th><th scope="col">Granted at</th></tr></thead>
<tbody>${grants.map((grant) => grantRow(grant, model))}</tbody></table></div>`;
}

function grantRow(grant: Grant, model: PageModel): Markup {
  const { id, resource, actions, conditions, exceptions, certainty } = grant;
  const kinds = [
    isWild(resource) ? 'wild' : '',
    actions.some(({ neededBy }) => neededBy?.length === 0) ? 'unneeded' : '',
    certainty === 'unknown' ? 'unknown' : '',
  ];
  const [first, ...others] = actions.map(({ neededBy }) => neededBy);
  // What is true of all actions stands once below them.
  const isSame = others.length > 0 && others.every((one) => one?.join() === first?.join());
  return html`<tr id="${id}" data-kind="${kinds.filter((kind) => kind !== '').join(' ')}"><th scope="row"><code${isWild(resource) && html` class="wild"`}>${resource}</code></th>
<td><ul class="actions">${actions.map(
    (one) => html`<li>${actionName(one, grant)}${!isSame && html` ${needs(one.neededBy, model)}`}</li>`,
  )}</ul>${isSame && needs(first, model)}${certainty === 'unknown' && html`<p class="status unknown"><span aria-hidden="true">?</span> not fully known</p>`}</td>
<td>${conditions.map((condition) => html`<p>${condition}</p>`)}${exceptions.map((exception) => html`<p class="except">${exception}</p>`)}</td>
<td class="where">${grantedAt(grant, model)}</td></tr>
`;
}

function actionName({ action }: PermissionView, { line }: Grant): Markup {
  return html`<code${/[*?]/.test(action) && html` class="wild"`}>${line ? html`<a href="#${lineId(line)}">${action}</a>` : action}</code>`;
}

/** The lines that need it, or why Lambda does. Nothing where no code was looked at. */
function needs(neededBy: PermissionView['neededBy'], model: PageModel): Markup | undefined {
  if (!neededBy) return undefined;
  if (neededBy.length === 0) return html`<span class="unneeded">no code needs it</span>`;
  return html`<span class="needed">${join(
    neededBy.map((place) => neededAt(place, model)),
    ' ',
  )}</span>`;
}

function grantedAt({ statement, line }: Grant, model: PageModel): Markup {
  return html`${statement.sid !== undefined && html`<b>${statement.sid}</b> `}${placeOf(model, statement) ?? (line && lineLink(line))}`;
}

function neededAt(place: string, { sources, marks }: PageModel): Markup {
  const [, file, line] = /^(.*):(\d+)$/.exec(place) ?? [];
  if (file === undefined) return html`${place}`;
  const found = line === undefined ? undefined : sources.find({ file, line: Number(line) });
  return found && marks.has(`${found.file.id}-${found.line}`)
    ? lineLink(found)
    : html`<span class="at">${place}</span>`;
}

function wayName(id: string): string {
  return id.replace('-', ' ');
}

/** More than one thing with all that is in it: `*`, a wildcard in a name, everything of an account. */
function isWild(resource: string): boolean {
  const whole = resource.replace(/[/:]\*$/, '');
  return /[*?]/.test(whole) || (whole !== resource && whole.split(':').length < 6);
}

const STATE_SIGN: Readonly<Record<PathState, string>> = {
  open: '━',
  blocked: '╍',
  unknown: '┈',
  closed: '·',
};

function pathTable({ view }: PageFunction, paths: readonly PagePath[], model: PageModel): Markup {
  const wanted = paths.filter(({ state }) => state !== 'closed');
  const closed = paths.filter(({ state }) => state === 'closed');
  const reachable = closed.filter((path) => path.view.network === 'open');
  const others = closed.filter((path) => path.view.network !== 'open');
  return html`${
    wanted.length > 0 &&
    html`<div class="scroll" tabindex="0" role="region" aria-label="Paths of ${view.name}"><table class="wide paths"><thead><tr><th scope="col">Path to</th><th scope="col">Outcome</th><th scope="col">Network</th><th scope="col">Permission</th><th scope="col">Steps</th></tr></thead>
<tbody>${wanted.map((path) => pathRow(path, model))}</tbody></table></div>`
  }${reachable.length > 0 && html`<p class="note">Reached by packets, without a permission: ${names(reachable)}.</p>`}${
    others.length > 0 && html`<p class="note">Closed: ${names(others)}.</p>`
  }`;
}

/** Those that are not wanted may be as many as there are functions: a few tell which kind they are. */
const MAX_NAMES = 16;

function names(paths: readonly PagePath[]): Markup {
  const shown = paths
    .slice(0, MAX_NAMES)
    .map(({ destination }) => html`${destination.kind} ${destination.name}`);
  const more = paths.length - shown.length;
  return html`${join(shown, ', ')}${more > 0 && ` and ${counted(more, 'other', 'others')}`}`;
}

function pathRow({ view, state, destination, way, own }: PagePath, model: PageModel): Markup {
  return html`<tr class="${state}"><th scope="row">${destination.kind} <b>${destination.name}</b></th><td class="state"><span aria-hidden="true">${STATE_SIGN[state]}</span> ${state}</td><td>${view.network}</td><td>${view.permission}</td>
<td>${way && html`<a class="to-way" href="#${way.id}">${wayName(way.id)}</a> <span class="quiet">${gist(way.steps)}</span>`}${
    own.length > 0 && html`<ol class="steps own">${own.map((step) => stepItem(step, model))}</ol>`
  }${view.blocked && html`<p class="blocked-by">Blocked by ${view.blocked.by.kind}: ${view.blocked.by.says} ${placeOf(model, view.blocked.by.at)}<br>Smallest change: ${view.blocked.smallestChange}</p>`}</td></tr>
`;
}

function stepItem({ kind, says, at }: StepView, model: PageModel): Markup {
  return html`<li><b>${kind}</b> ${says} ${placeOf(model, at)}</li>`;
}

/** The kinds of the steps, in their order: `security group, route, endpoint`. */
function gist(steps: readonly StepView[]): string {
  return [...new Set(steps.map(({ kind }) => kind))].join(' → ');
}
