/// <reference lib="dom" />
import { all, byId } from './elements';

/** Shows what the list below says of the function, beside the picture. */
export function fillPanel(details: HTMLDetailsElement): void {
  const panel = byId('panel');
  const title = byId('panel-title');
  const body = byId('panel-body');
  const said = details.querySelector('.body');
  if (!panel || !title || !body || !said) return;
  const name = details.querySelector('.name')?.textContent ?? '';
  title.textContent = name;
  const copy = said.cloneNode(true) as HTMLElement;
  // An id stands once on a page, and so does a region of one name.
  for (const one of all('[id]', copy)) one.removeAttribute('id');
  for (const one of all('.scroll', copy)) {
    for (const attribute of ['role', 'tabindex', 'aria-label']) one.removeAttribute(attribute);
  }
  for (const row of all('[hidden]', copy)) row.removeAttribute('hidden');
  for (const link of all<HTMLAnchorElement>('a.to-way', copy)) unfoldWay(link);
  const paths = copy.querySelector('.paths')?.parentElement;
  const facts = copy.querySelector('.facts');
  if (paths && facts) facts.after(paths);
  const more = document.createElement('p');
  const link = document.createElement('a');
  link.href = `#${details.id}`;
  link.textContent = 'Show in the list';
  more.append(link);
  body.replaceChildren(copy, more);
  panel.hidden = false;
  panel.scrollTop = 0;
  const status = byId('picture-status');
  const outcome = details.querySelector('summary .quiet')?.textContent ?? '';
  if (status) status.textContent = `${name}: ${outcome}`;
}

export function emptyPanel(): void {
  const panel = byId('panel');
  if (panel) panel.hidden = true;
  byId('panel-body')?.replaceChildren();
  const status = byId('picture-status');
  if (status) status.textContent = 'All functions are shown.';
}

/** Puts the steps that stand elsewhere in the place of the link to them. */
function unfoldWay(link: HTMLAnchorElement): void {
  const steps = byId(link.getAttribute('href')?.slice(1) ?? '')?.querySelector('ol');
  if (!steps) return;
  const copy = steps.cloneNode(true) as HTMLElement;
  const cell = link.parentElement;
  link.nextElementSibling?.remove();
  link.replaceWith(copy);
  const own = cell ? all('ol.own > li', cell) : [];
  copy.append(...own);
  if (cell) for (const list of all('ol.own', cell)) list.remove();
}
