// Sorting a table by a column: its header cells become buttons, and `aria-sort` says the order.

import { sortKey } from "./values.ts";

const SORTED = "aria-sort";
const [UP, DOWN] = ["ascending", "descending"];

export interface Order {
  readonly column: number;
  readonly descending: boolean;
}

/** Put a button into each cell of the last header row that heads one column. */
export function offerSort(table: HTMLTableElement): void {
  for (const cell of headersOf(table)) {
    if (cell.colSpan > 1 || !cell.textContent?.trim()) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...cell.childNodes);
    cell.append(button);
    button.addEventListener("click", () => sortBy(table, nextOrder(table, cell)));
  }
}

/** The order that the table is in; `null` for that of the page. */
export function orderOf(table: HTMLTableElement): Order | null {
  const sorted = headersOf(table).find((cell) => cell.hasAttribute(SORTED));
  if (!sorted) return null;
  return { column: sorted.cellIndex, descending: sorted.getAttribute(SORTED) === DOWN };
}

/** Sort the rows of each body; equal rows keep their order, empty cells come last. */
export function sortBy(table: HTMLTableElement, { column, descending }: Order): void {
  for (const body of table.tBodies) {
    const rows = Array.from(body.rows, (row) => ({ row, key: sortKey(row.cells[column]) }));
    const empty = rows.filter(({ key }) => key === "");
    const full = rows.filter(({ key }) => key !== "");
    const collator = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true });
    full.sort((a, b) => (descending ? -1 : 1) * compare(a.key, b.key, collator));
    body.append(...[...full, ...empty].map(({ row }) => row));
  }
  for (const cell of headersOf(table)) {
    if (cell.cellIndex === column) cell.setAttribute(SORTED, descending ? DOWN : UP);
    else cell.removeAttribute(SORTED);
  }
}

/** The other way round on a second click; figures start with the largest. */
function nextOrder(table: HTMLTableElement, cell: HTMLTableCellElement): Order {
  const column = cell.cellIndex;
  const sorted = cell.getAttribute(SORTED);
  if (sorted) return { column, descending: sorted === UP };
  const keys = Array.from(table.tBodies).flatMap((body) =>
    Array.from(body.rows, (row) => sortKey(row.cells[column])),
  );
  return { column, descending: keys.some((key) => typeof key === "number") };
}

function compare(a: number | string, b: number | string, collator: Intl.Collator): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return collator.compare(String(a), String(b));
}

function headersOf(table: HTMLTableElement): HTMLTableCellElement[] {
  const row = Array.from(table.tHead?.rows ?? []).at(-1);
  return Array.from(row?.cells ?? []);
}
