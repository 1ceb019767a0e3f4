/// <reference lib="dom" />
import { all, byId, TextIndex, whenStill, wordsOf } from './elements';

/** Findings by severity, status, state, rule and text. A group without a finding that is left disappears. */
export function filterFindings(): void {
  const form = byId<HTMLFormElement>('finding-filter');
  const list = byId('finding-list');
  if (!form || !list) return;
  const index = new TextIndex();
  const rules = all<HTMLDetailsElement>(':scope > details', list).map((details) => ({
    details,
    groups: all('.same', details).map((group) => ({ group, items: all('.places > li', group) })),
  }));
  const apply = () => {
    const data = new FormData(form);
    const words = wordsOf(String(data.get('text') ?? ''));
    const rule = String(data.get('rule') ?? '');
    const allows = (name: string, value: string | undefined) =>
      value === undefined || !form.elements.namedItem(name) || data.getAll(name).includes(value);
    let shown = 0;
    for (const { details, groups } of rules) {
      const { rule: id, severity } = details.dataset;
      const isWanted = (rule === '' || rule === id) && allows('severity', severity);
      let left = 0;
      for (const { group, items } of groups) {
        const isGroup = isWanted && allows('status', group.dataset['status']);
        // Words may stand in what the rule says, in the message, or at the place: together they must have them all.
        const missing = isGroup
          ? words.filter((word) => !`${id}`.includes(word) && !index.has(headOf(group), [word]))
          : [];
        let here = 0;
        for (const item of items) {
          item.hidden = !(isGroup && allows('state', item.dataset['state']) && index.has(item, missing));
          if (!item.hidden) here += 1;
        }
        group.hidden = here === 0;
        left += here;
      }
      details.hidden = left === 0;
      if (left > 0 && words.length > 0) details.open = true;
      shown += left;
    }
    tell(
      form,
      shown,
      rules.reduce((sum, { groups }) => sum + groups.reduce((n, { items }) => n + items.length, 0), 0),
      'finding',
    );
  };
  listen(form, apply);
  for (const link of all<HTMLAnchorElement>('a[data-show]')) {
    link.addEventListener('click', () => {
      const [severity = '', status = ''] = (link.dataset['show'] ?? '').split(' ');
      form.reset();
      for (const box of all<HTMLInputElement>('input[type="checkbox"]', form)) {
        if (box.name === 'severity') box.checked = box.value === severity;
        if (box.name === 'status') box.checked = box.value === status;
      }
      apply();
    });
  }
  // A link to a finding that is filtered out must still lead to it.
  window.addEventListener('hashchange', () => {
    const target = byId(location.hash.slice(1));
    if (!target || !list.contains(target) || !target.closest('[hidden]')) return;
    form.reset();
    apply();
    target.scrollIntoView();
  });
  apply();
}

function headOf(group: Element): Element {
  return group.firstElementChild ?? group;
}

/** Functions and their permissions by text and kind. */
export function filterFunctions(): void {
  const form = byId<HTMLFormElement>('function-filter');
  const list = byId('function-list');
  if (!form || !list) return;
  const index = new TextIndex();
  const functions = all<HTMLDetailsElement>(':scope > details', list).map((details) => ({
    details,
    name: details.querySelector('summary') ?? details,
    grants: all<HTMLTableRowElement>('.grants tbody tr', details),
    paths: all<HTMLTableRowElement>('.paths tbody tr', details),
  }));
  const apply = () => {
    const data = new FormData(form);
    const words = wordsOf(String(data.get('text') ?? ''));
    const kind = String(data.get('kind') ?? '');
    let shown = 0;
    for (const { details, name, grants, paths } of functions) {
      const missing = words.filter((word) => !index.has(name, [word]));
      let left = 0;
      for (const row of grants) {
        row.hidden = !(
          (kind === '' || (row.dataset['kind'] ?? '').split(' ').includes(kind)) &&
          index.has(row, missing)
        );
        if (!row.hidden) left += 1;
      }
      for (const row of paths) {
        row.hidden = kind !== '' || !index.has(row, missing);
        if (!row.hidden) left += 1;
      }
      const isWhole = words.length === 0 && kind === '';
      details.hidden = left === 0 && !isWhole && !(kind === '' && missing.length === 0);
      if (!details.hidden) shown += 1;
      if (!isWhole && shown <= 20) details.open = !details.hidden;
    }
    tell(form, shown, functions.length, 'function');
  };
  listen(form, apply);
  window.addEventListener('hashchange', () => {
    const target = byId(location.hash.slice(1));
    if (!target || !list.contains(target) || !target.closest('[hidden]')) return;
    form.reset();
    apply();
    target.scrollIntoView();
  });
}

function listen(form: HTMLFormElement, apply: () => void): void {
  form.addEventListener('input', whenStill(apply));
  // The fields have their first values again only after the event.
  form.addEventListener('reset', () => window.setTimeout(apply));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    apply();
  });
}

function tell(form: HTMLFormElement, shown: number, total: number, what: string): void {
  const output = form.querySelector('output');
  if (output)
    output.textContent =
      shown === total ? `${total} ${what}${total === 1 ? '' : 's'}` : `${shown} of ${total} ${what}s`;
}
