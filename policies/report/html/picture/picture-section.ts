import { counted } from '../../summary-line';
import { html, join, type Markup, scriptJson } from '../markup';
import type { PageFunction } from '../page-functions';
import type { PageModel } from '../page-model';
import { section } from '../small';
import { type PictureModel, pictureModel } from './picture-model';
import { pictureSvg } from './picture-svg';

/** The picture, the panel of the function that is chosen, and the same in words. */
export function pictureSection(model: PageModel): Markup {
  const { functions, review } = model;
  if (!review.view)
    return section('network', 'Network', html`<p>No model of the network was given to the page.</p>`);
  if (functions.length === 0)
    return section('network', 'Network', html`<p>The input has no Lambda function.</p>`);
  const picture = pictureModel(functions);
  return section(
    'network',
    'Network',
    html`<p class="note" id="picture-help">From the left: functions by subnets and security groups, the endpoint or gateway they go through, what they reach. <span class="script-only">Choose a function by mouse, or with Tab, arrow keys and Enter, to see its paths alone; Escape shows all again. Zoom with the buttons, with + and −, or with Ctrl and the wheel.</span></p>
<div class="picture-tools"><ul class="legend" aria-label="Lines"><li><svg width="34" height="10" aria-hidden="true"><path class="open" d="M1 5H33"/></svg> open</li><li><svg width="34" height="10" aria-hidden="true"><path class="blocked" d="M1 5H33"/></svg> blocked, though permitted</li><li><svg width="34" height="10" aria-hidden="true"><path class="unknown" d="M1 5H33"/></svg> unknown</li></ul>
<div class="script-only controls"><label>Function <select id="pick-function"><option value="">all</option>${[
      ...functions,
    ]
      .sort((a, b) => (a.view.name < b.view.name ? -1 : 1))
      .map(({ id, view }) => html`<option value="${id}">${view.name}</option>`)}</select></label>
<button type="button" id="zoom-in" aria-label="Zoom in">+</button><button type="button" id="zoom-out" aria-label="Zoom out">−</button><button type="button" id="zoom-fit">Fit</button></div></div>
<div class="stage"><div class="viewport" id="viewport" tabindex="0" role="region" aria-label="Network picture" aria-describedby="picture-help">${pictureSvg(picture)}</div>
<aside class="panel script-only" id="panel" aria-label="Chosen function" hidden><header><h3 id="panel-title" tabindex="-1"></h3><button type="button" id="panel-close" aria-label="Close">✕</button></header><div id="panel-body"></div></aside></div>
<p class="sr" aria-live="polite" id="picture-status"></p>`,
    html`<script type="application/json" id="lit">${litJson(picture)}</script>`,
    inWords(picture),
  );
}

/** The picture as a table, for who does not see it. */
function inWords({ groups }: PictureModel): Markup {
  return html`<details class="words"><summary>The picture in words</summary><div class="scroll" tabindex="0" role="region" aria-label="The picture in words"><table class="wide"><thead><tr><th scope="col">Functions</th><th scope="col">Subnets and security groups</th><th scope="col">Get to</th></tr></thead>
<tbody>${groups.map(
    ({ functions, subnets, securityGroups, isMixed }) => html`<tr><td>${join(
      functions.slice(0, 30).map(({ id, shortName }) => html`<a href="#${id}">${shortName}</a>`),
      ', ',
    )}${functions.length > 30 && ` and ${counted(functions.length - 30, 'other', 'others')}`}</td><td>${isMixed ? 'several' : [...subnets, ...securityGroups].join(', ') || 'outside any VPC'}</td><td>${join(reached(functions), ', ')}</td></tr>
`,
  )}</tbody></table></div></details>`;
}

/** Each destination once, with how many of the functions get there. */
function reached(functions: readonly PageFunction[]): readonly string[] {
  const counts = new Map<string, Map<string, number>>();
  for (const { paths } of functions) {
    for (const { state, destination } of paths) {
      if (state === 'closed') continue;
      const name = `${destination.kind} ${destination.name}`;
      const states = counts.get(name) ?? new Map<string, number>();
      counts.set(name, states.set(state, (states.get(state) ?? 0) + 1));
    }
  }
  return [...counts].map(([name, states]) => {
    const of = [...states].map(([state, count]) => `${count} ${state}`).join(', ');
    return of === `${functions.length} open` ? name : `${name} (${of})`;
  });
}

const LETTER = { open: 'o', blocked: 'b', unknown: 'u' } as const;

/** `{"fn-1":"p2 3o 7b"}`: the box of the function, and each line that is lit with its state. */
function litJson({ lit, groups }: PictureModel): Markup {
  const groupOf = new Map(
    groups.flatMap((group) => group.functions.map((one) => [one.id, group.id] as const)),
  );
  const entries = [...lit].map(([id, edges]) => [
    id,
    [groupOf.get(id) ?? '', ...[...edges].map(([edge, state]) => `${edge.slice(1)}${LETTER[state]}`)].join(
      ' ',
    ),
  ]);
  return scriptJson(Object.fromEntries(entries));
}
