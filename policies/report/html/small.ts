import type { PlaceView } from '../../model/view/system-view';
import type { Severity } from '../../rules/rule';
import type { Place } from '../location';
import { html, type Markup } from './markup';
import type { PageModel } from './page-model';
import { type LineRef, lineId, lineText } from './source-index';

/** A severity as word and shape: nowhere does a colour alone say it. */
export function severityBadge(severity: Severity): Markup {
  return html`<span class="badge ${severity}">${severity}</span>`;
}

const SIGNS = { fail: '✕', unknown: '?', waived: '–', holds: '✓', fails: '✕' } as const;

export function statusBadge(status: keyof typeof SIGNS): Markup {
  return html`<span class="status ${status}"><span aria-hidden="true">${SIGNS[status]}</span> ${status}</span>`;
}

export function lineLink(line: LineRef): Markup {
  return html`<a class="at" href="#${lineId(line)}">${lineText(line)}</a>`;
}

export function placeText({ file, line }: Place): string {
  return line === undefined ? file : `${file}:${line}`;
}

/** A place of a model: a link to the Terraform if the page shows it, and the program's line where there is one. */
export function placeOf(model: PageModel, place: PlaceView | undefined): Markup | undefined {
  if (!place) return undefined;
  const line = model.lineOf(place);
  const written =
    place.file === undefined
      ? undefined
      : placeText({ file: place.file, ...(place.line === undefined ? {} : { line: place.line }) });
  if (!line) return html`<span class="at">${written ?? place.key}</span>`;
  const isSame = written === lineText(line);
  return html`${lineLink(line)}${!isSame && written !== undefined && html` <span class="at quiet">${written}</span>`}`;
}

export function number(value: number): string {
  return value.toLocaleString('en-US').replaceAll(',', '\u202F');
}

export function section(
  id: string,
  title: string,
  ...content: readonly (Markup | undefined | false)[]
): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${content}</section>
`;
}
