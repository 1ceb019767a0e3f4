import { counted } from '../../summary-line';
import { html, type Markup } from '../markup';
import type { PageFunction } from '../page-functions';
import { type Box, type Layout, layOut, type Point, type Size } from './picture-layout';
import type { FunctionGroup, PictureEdge, PictureModel } from './picture-model';

/** Of the fixed-width font in the boxes, in pixels. */
const CHARACTER = 7.3;
const ROW = 18;
const HEAD = 38;
const GROUP_WIDTH = 280;
const SMALL: Size = { width: 210, height: 40 };

/** The picture at its natural size. Without script it is scrolled; links in it lead to the functions below. */
export function pictureSvg(model: PictureModel): Markup {
  const total = model.groups.reduce((sum, { functions }) => sum + functions.length, 0);
  const rows = total <= 80 ? 24 : total <= 300 ? 8 : 3;
  const sizes = new Map<string, Size>([
    ...model.groups.map((one) => [one.id, groupSize(one, rows)] as const),
    ...model.gates.map(({ id }) => [id, SMALL] as const),
    ...model.destinations.map(({ nodeId }) => [nodeId, SMALL] as const),
  ]);
  const columns = new Map<string, number>([
    ...model.groups.map(({ id }) => [id, 0] as const),
    ...model.gates.map(({ id }) => [id, 1] as const),
    ...model.destinations.map(({ nodeId }) => [nodeId, 2] as const),
  ]);
  const drawn = layOut(sizes, columns, model.edges);
  const box = (id: string): Box => drawn.boxes.get(id) ?? { id, x: 0, y: 0, width: 0, height: 0 };
  return html`<svg id="picture" xmlns="http://www.w3.org/2000/svg" width="${drawn.width}" height="${drawn.height}" viewBox="0 0 ${drawn.width} ${drawn.height}" role="group" aria-label="Functions, and what they reach through which endpoint or gateway">
<g class="edges" aria-hidden="true">${model.edges.map((edge) => edgePath(edge, drawn))}</g>
${model.groups.map((one) => groupBox(one, box(one.id), rows))}
${model.gates.map(({ id, kind, name }) => smallBox(box(id), `gate ${kind.replace(' ', '-')}`, kind, name))}
${model.destinations.map(({ nodeId, kind, name }) => smallBox(box(nodeId), `destination ${kind}`, kind, name))}
</svg>`;
}

function groupSize({ functions }: FunctionGroup, rows: number): Size {
  const shown = Math.min(functions.length, rows);
  return { width: GROUP_WIDTH, height: HEAD + (shown + (functions.length > shown ? 1 : 0)) * ROW + 8 };
}

function groupBox(group: FunctionGroup, { id, x, y, width, height }: Box, rows: number): Markup {
  const { functions, isMixed } = group;
  const shown = functions.slice(0, rows);
  const more = functions.length - shown.length;
  const subnets =
    group.subnets.length === 0 ? 'outside any VPC' : counted(group.subnets.length, 'subnet', 'subnets');
  const head = isMixed
    ? 'reach the same'
    : group.securityGroups.map(lastPart).join(', ') || 'no security group';
  const whole = isMixed
    ? `${functions.length} functions that reach the same`
    : `${group.securityGroups.join(', ') || 'no security group'}; ${group.subnets.join(', ') || 'outside any VPC'}`;
  return html`<g class="node profile" id="n-${id}"><rect x="${r(x)}" y="${r(y)}" width="${width}" height="${r(height)}" rx="4"/><title>${whole}</title>
<text class="kind" x="${r(x + 10)}" y="${r(y + 15)}">${isMixed ? counted(functions.length, 'function', 'functions') : subnets}</text><text class="label" x="${r(x + 10)}" y="${r(y + 29)}">${cut(head, width - 20)}</text>
${shown.map((one, index) => {
  const top = y + HEAD + index * ROW;
  const trouble = troubleOf(one);
  return html`<a class="pick" href="#${one.id}" data-function="${one.id}"><title>${one.view.name}</title><rect x="${r(x + 4)}" y="${r(top)}" width="${width - 8}" height="${ROW}" rx="2"/><text x="${r(x + 10)}" y="${r(top + 12.5)}">${cut(one.shortName, width - 20 - (trouble === '' ? 0 : 90))}</text>${
    trouble !== '' &&
    html`<text class="kind" text-anchor="end" x="${r(x + width - 10)}" y="${r(top + 12.5)}">${trouble}</text>`
  }</a>
`;
})}${more > 0 && html`<text class="kind" x="${r(x + 10)}" y="${r(y + HEAD + shown.length * ROW + 12.5)}">and ${more} more</text>`}</g>
`;
}

/** What of a function's paths is not open: a line that others use too shows only that something gets through. */
function troubleOf({ paths }: PageFunction): string {
  return (['blocked', 'unknown'] as const)
    .map((state) => [paths.filter((path) => path.state === state).length, state] as const)
    .flatMap(([count, state]) => (count === 0 ? [] : [`${count} ${state}`]))
    .join(', ');
}

function smallBox({ id, x, y, width, height }: Box, classes: string, kind: string, name: string): Markup {
  return html`<g class="node ${classes}" id="n-${id}"><title>${kind} ${name}</title><rect x="${r(x)}" y="${r(y)}" width="${width}" height="${height}" rx="${kind === 'endpoint' || kind === 'nat' || kind === 'internet gateway' ? 19 : 4}"/><text class="kind" x="${r(x + 14)}" y="${r(y + 15)}">${kind}</text><text class="label" x="${r(x + 14)}" y="${r(y + 29)}">${cut(name, width - 26)}</text></g>
`;
}

function edgePath({ id, from, to, state }: PictureEdge, { lines }: Layout): Markup {
  return html`<path id="${id}" class="${state}" data-from="n-${from}" data-to="n-${to}" d="${curve(lines.get(id) ?? [])}"/>`;
}

/** From stop to stop, level at each. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let d = `M${r(first.x)} ${r(first.y)}`;
  let from = first;
  for (const to of rest) {
    const half = (to.x - from.x) / 2;
    d += `C${r(from.x + half)} ${r(from.y)} ${r(to.x - half)} ${r(to.y)} ${r(to.x)} ${r(to.y)}`;
    from = to;
  }
  return d;
}

/** The beginning and the end of what is too long for the width: names differ at either. */
function cut(text: string, width: number): string {
  const room = Math.floor(width / CHARACTER);
  const letters = [...text];
  if (letters.length <= room) return text;
  const head = Math.ceil((room - 1) / 2);
  return `${letters.slice(0, head).join('')}…${letters.slice(letters.length - (room - 1 - head)).join('')}`;
}

function lastPart(name: string): string {
  return name.replace(/^.*[/.:]/, '') || name;
}

/** Tenths of a pixel are enough, and the same on every machine. */
function r(value: number): number {
  return Math.round(value * 10) / 10;
}
