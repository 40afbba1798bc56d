// Filtering a table: a labelled field in front of it hides the rows that lack a word.

import { inLanguage } from "./sentences.ts";
import { plain } from "./values.ts";

const ID = "filter-";

/** Insert the field, with the page's words as its label and the number of rows shown. */
export function offerFilter(table: HTMLTableElement, key: string): void {
  const box = document.createElement("p");
  box.className = "filter";
  const label = document.createElement("label");
  label.textContent = table.dataset["filter"] ?? "";
  const input = document.createElement("input");
  input.type = "search";
  input.id = label.htmlFor = ID + key;
  // `output` is a live region: the number is read out when it changes.
  const shown = document.createElement("output");
  shown.htmlFor.add(input.id);
  box.append(label, " ", input, " ", shown);
  table.before(box);
  input.addEventListener("input", () => apply(table, input.value, shown));
}

/** What is written in the field of a table. */
export function filterText(table: HTMLTableElement): string {
  return fieldOf(table)?.value ?? "";
}

/** Filter as if the words had been written into the field. */
export function filterBy(table: HTMLTableElement, words: string): void {
  const field = fieldOf(table);
  if (!field) return;
  field.value = words;
  field.dispatchEvent(new Event("input"));
}

function fieldOf(table: HTMLTableElement): HTMLInputElement | null {
  return table.previousElementSibling?.querySelector<HTMLInputElement>(`input[id^="${ID}"]`) ?? null;
}

function apply(table: HTMLTableElement, text: string, shown: HTMLOutputElement): void {
  const words = plain(text).split(" ").filter(Boolean);
  const rows = Array.from(table.tBodies).flatMap((body) => Array.from(body.rows));
  let visible = 0;
  for (const row of rows) {
    const content = plain(row.textContent ?? "");
    row.hidden = !words.every((word) => content.includes(word));
    visible += row.hidden ? 0 : 1;
  }
  shown.value = words.length ? `${inLanguage(visible)} / ${inLanguage(rows.length)}` : "";
}
