/// <reference lib="dom" />
import { all, byId } from './elements';

/** Buttons that open or close everything in a list. */
export function toggles(): void {
  for (const button of all<HTMLButtonElement>('button[data-toggle]')) {
    button.addEventListener('click', () => {
      const list = byId(button.dataset['toggle'] ?? '');
      const details = list ? all<HTMLDetailsElement>(':scope > details:not([hidden])', list) : [];
      const opens = details.some(({ open }) => !open);
      for (const one of details) one.open = opens;
      button.textContent = opens ? 'Close all' : 'Open all';
    });
  }
}

/** Paper has no triangle to click. Files of Terraform stay as they are: the style prints what is marked in them. */
export function openForPrint(): void {
  let opened: HTMLDetailsElement[] = [];
  window.addEventListener('beforeprint', () => {
    opened = all<HTMLDetailsElement>('details:not([open])');
    for (const one of opened) one.open = true;
  });
  window.addEventListener('afterprint', () => {
    for (const one of opened) one.open = false;
    opened = [];
  });
}
