import { groupBy } from '../../graph/lists';
import { counted } from '../summary-line';
import { html, type Markup } from './markup';
import type { Grant, PageFunction } from './page-functions';

/** So many rows are read at a glance; of more, functions that may do the same share a row. */
const MANY = 60;

/** Functions against services, with the number of actions in each cell. */
export function accessMatrix(functions: readonly PageFunction[]): Markup {
  const services = [
    ...new Set(functions.flatMap(({ view }) => view.permissions.map(({ action }) => serviceOf(action)))),
  ].sort();
  if (services.length === 0) return html`<p>No function has a permission.</p>`;
  const rows = functions.length <= MANY ? functions.map((one) => [one]) : alike(functions);
  return html`<h3>Overview</h3><p class="note">The number of actions that a function may call on a service; * where an action or a resource has a wildcard. Arrow keys move from cell to cell.${
    rows.length < functions.length &&
    html` ${counted(functions.length, 'function', 'functions')} in ${counted(rows.length, 'row', 'rows')}: those that may do the same on other resources share one.`
  }</p>
<div class="scroll" tabindex="0" role="region" aria-label="Overview of permissions"><table class="matrix" id="matrix"><thead><tr><th scope="col">Function</th>${services.map((service) => html`<th scope="col" class="up"><span>${service}</span></th>`)}</tr></thead>
<tbody>${rows.map((row) => matrixRow(row, services))}</tbody></table></div>`;
}

function matrixRow(row: readonly PageFunction[], services: readonly string[]): Markup {
  const [first] = row;
  if (!first) return html``;
  const more = row.length - 1;
  return html`<tr><th scope="row"><a href="#${first.id}">${first.shortName}</a>${more > 0 && html` <span class="quiet">and ${more} like it</span>`}</th>${services.map(
    (service) => cell(first, service),
  )}</tr>
`;
}

function cell({ grants, shortName }: PageFunction, service: string): Markup {
  const found = grants.filter((grant) => grant.actions.some(({ action }) => serviceOf(action) === service));
  const [first] = found;
  if (!first) return html`<td></td>`;
  const actions = actionsOf(found, service);
  const isWide =
    actions.some((action) => /[*?]/.test(action)) || found.some(({ resource }) => resource === '*');
  const names = actions.map((action) => action.slice(action.indexOf(':') + 1)).join(', ');
  return html`<td><a href="#${first.id}" title="${names}">${actions.length}${isWide && '*'}<span class="sr"> ${service} of ${shortName}</span></a></td>`;
}

function actionsOf(grants: readonly Grant[], service: string): readonly string[] {
  const all = grants.flatMap(({ actions }) => actions.map(({ action }) => action));
  return [...new Set(all.filter((action) => serviceOf(action) === service))].sort();
}

/** Functions with the same actions in the same cells. */
function alike(functions: readonly PageFunction[]): readonly (readonly PageFunction[])[] {
  const cells = ({ grants }: PageFunction) =>
    grants.flatMap(({ actions, resource }) => actions.map(({ action }) => `${action} ${resource === '*'}`));
  return [...groupBy(functions, (one) => [...new Set(cells(one))].sort().join()).values()];
}

function serviceOf(action: string): string {
  const colon = action.indexOf(':');
  return colon < 0 ? action : action.slice(0, colon).toLowerCase();
}
