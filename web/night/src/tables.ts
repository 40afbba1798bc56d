// Tables that sort and filter: `<table data-sort>`, `<table data-filter="LABEL">`. Without the
// script the table is whole and in the order of the page.

import { filterBy, filterText, offerFilter } from "./filter.ts";
import { type Order, offerSort, orderOf, sortBy } from "./sort.ts";

/** What a reader chose for each table, by its id or its place. */
export type Choices = ReadonlyMap<string, { order: Order | null; filter: string }>;

export function keptChoices(root: Element): Choices {
  const chosen = tablesOf(root).map(
    ([key, table]) => [key, { order: orderOf(table), filter: filterText(table) }] as const,
  );
  return new Map(chosen);
}

export function enhanceTables(root: Element, choices: Choices): void {
  for (const [key, table] of tablesOf(root)) {
    const { order = null, filter = "" } = choices.get(key) ?? {};
    if (table.dataset["sort"] !== undefined) offerSort(table);
    if (table.dataset["filter"] !== undefined) offerFilter(table, key);
    if (order) sortBy(table, order);
    if (filter) filterBy(table, filter);
  }
}

function tablesOf(root: Element): [string, HTMLTableElement][] {
  const tables = root.querySelectorAll<HTMLTableElement>("table[data-sort], table[data-filter]");
  return Array.from(tables, (table, place) => [table.id || `table-${place}`, table]);
}
