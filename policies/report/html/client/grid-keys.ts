/// <reference lib="dom" />
import { all, byId } from './elements';

/** The overview is one stop of the Tab key; arrows go from cell to cell. */
export function gridKeys(): void {
  const table = byId('matrix');
  if (!table) return;
  const rows = all<HTMLTableRowElement>('tbody tr', table).map((row) =>
    Array.from(row.cells).map((cell) => cell.querySelector('a') ?? undefined),
  );
  const links = rows.flat().filter((link) => link !== undefined);
  let current = links[0];
  for (const link of links) link.tabIndex = link === current ? 0 : -1;
  table.addEventListener('focusin', ({ target }) => {
    const link = links.find((one) => one === target);
    if (!link || link === current) return;
    if (current) current.tabIndex = -1;
    link.tabIndex = 0;
    current = link;
  });
  table.addEventListener('keydown', (event) => {
    const y = rows.findIndex((row) => current !== undefined && row.includes(current));
    const x = rows[y]?.indexOf(current) ?? -1;
    const next = target(rows, x, y, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}

type Cell = HTMLAnchorElement | undefined;

function target(rows: readonly (readonly Cell[])[], x: number, y: number, key: string): Cell {
  const row = rows[y] ?? [];
  const column = rows.map((one) => one[x]);
  const first = (cells: readonly Cell[]) => cells.find((cell) => cell !== undefined);
  switch (key) {
    case 'ArrowRight':
      return first(row.slice(x + 1));
    case 'ArrowLeft':
      return first(row.slice(0, x).reverse());
    case 'ArrowDown':
      return first(column.slice(y + 1));
    case 'ArrowUp':
      return first(column.slice(0, y).reverse());
    case 'Home':
      return first(row);
    case 'End':
      return first([...row].reverse());
    default:
      return undefined;
  }
}
