// What a public table of a contest calls its sections and options (`CONTEST-tidy.csv`,
// docs/spec/export.md); where it is not there, codes are their own names.

import { readTable } from "./csv.ts";

export interface Labels {
  readonly units: ReadonlyMap<string, string>;
  readonly options: ReadonlyMap<string, string>;
}

/** The names in a table with `unit`, `unit_name`, `option` and `option_label`. */
export function labelsIn(data: Uint8Array): Labels {
  const [units, options] = [new Map<string, string>(), new Map<string, string>()];
  for (const { cells } of readTable(data).rows) {
    const name = (column: string) => unquoted(cells.get(column) ?? "");
    if (name("unit_name")) units.set(cells.get("unit") ?? "", name("unit_name"));
    if (name("option_label")) options.set(cells.get("option") ?? "", name("option_label"));
  }
  return { units, options };
}

/** Without the apostrophe that keeps a spreadsheet from taking a name for a formula. */
function unquoted(text: string): string {
  return text.replace(/^'(?=[=+@-])/, "");
}
