/// <reference lib="dom" />
import { all, byId } from './elements';
import { emptyPanel, fillPanel } from './panel';
import { PictureView } from './picture-view';

const STATES = { o: 'open', b: 'blocked', u: 'unknown' } as const;

/** The function that is chosen: its paths in the picture, what is said of it beside. */
export function startPicture(): void {
  const svg = byId<SVGSVGElement>('picture');
  const viewport = byId('viewport');
  const select = byId<HTMLSelectElement>('pick-function');
  if (!svg || !viewport || !select) return;
  const view = new PictureView(svg, viewport);
  const picks = all<SVGAElement>('.pick', svg);
  const focus = rovingFocus(picks);
  const choose = (id: string | undefined) => {
    const details = id === undefined ? undefined : byId<HTMLDetailsElement>(id);
    select.value = details?.id ?? '';
    svg.classList.toggle('choosing', details !== undefined);
    for (const pick of picks) {
      if (details && pick.dataset['function'] === details.id) pick.setAttribute('aria-current', 'true');
      else pick.removeAttribute('aria-current');
    }
    const lit = light(svg, details?.id);
    if (details) fillPanel(details);
    else emptyPanel();
    // The panel has taken its room by then.
    requestAnimationFrame(() => view.show(lit));
  };
  const leave = () => {
    choose(undefined);
    (focus.current ?? select).focus();
  };
  for (const pick of picks) {
    pick.addEventListener('click', (event) => {
      event.preventDefault();
      focus.move(pick);
      choose(pick.dataset['function']);
    });
    pick.addEventListener('keydown', (event) => {
      if (event.key !== ' ') return;
      event.preventDefault();
      choose(pick.dataset['function']);
    });
  }
  select.addEventListener('change', () => choose(select.value || undefined));
  byId('panel-close')?.addEventListener('click', leave);
  byId('network')?.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && svg.classList.contains('choosing')) leave();
  });
}

/** One of the functions is a stop of the Tab key; arrows lead to the others. */
function rovingFocus(picks: readonly SVGAElement[]) {
  const focus = {
    current: picks[0],
    move(pick: SVGAElement): void {
      focus.current?.setAttribute('tabindex', '-1');
      pick.setAttribute('tabindex', '0');
      focus.current = pick;
    },
  };
  for (const [index, pick] of picks.entries()) {
    pick.setAttribute('tabindex', index === 0 ? '0' : '-1');
    const next: Readonly<Record<string, SVGAElement | undefined>> = {
      ArrowDown: picks[index + 1],
      ArrowUp: picks[index - 1],
      Home: picks[0],
      End: picks[picks.length - 1],
    };
    pick.addEventListener('keydown', (event) => {
      const to = next[event.key];
      if (!to) return;
      event.preventDefault();
      event.stopPropagation();
      focus.move(to);
      to.focus();
    });
  }
  return focus;
}

let known: Readonly<Record<string, string>> | undefined;

/** @returns the boxes that are lit: none without a function */
function light(svg: SVGSVGElement, id: string | undefined): readonly SVGGraphicsElement[] {
  for (const one of all<SVGElement>('.lit', svg)) {
    one.classList.remove('lit', 'lit-open', 'lit-blocked', 'lit-unknown');
  }
  known ??= JSON.parse(byId('lit')?.textContent ?? '{}') as Record<string, string>;
  const [group, ...lines] = id === undefined ? [] : (known[id] ?? '').split(' ');
  const boxes = new Set<string>(group ? [`n-${group}`] : []);
  for (const line of lines) {
    const path = byId<SVGPathElement>(`e${line.slice(0, -1)}`);
    if (!path) continue;
    path.classList.add('lit', `lit-${STATES[line.slice(-1) as keyof typeof STATES]}`);
    // What is drawn last lies above the others.
    path.parentNode?.append(path);
    for (const end of [path.dataset['from'], path.dataset['to']]) if (end) boxes.add(end);
  }
  const lit = [...boxes].flatMap((box) => byId<SVGGraphicsElement>(box) ?? []);
  for (const box of lit) box.classList.add('lit');
  return lit;
}
