// A camp's own figures from its file, as `suffrage.paper.read_camp` reads them. Only what is there
// is read; a file with a fault gives nothing but all its faults.

import { type Row, type RowFault, type Table, fault, numberIn, readTable } from "./csv.ts";
import { type Fields, Malformed } from "./errors.ts";
import { Names, key } from "./names.ts";

const SOUGHT = 20;
const SHOWN = 3;
const LONGEST = 40;
const SECTION = ["unit", "code", "code-section", "section-code", "section", "bureau"];
const FIGURES: readonly (readonly [string, readonly string[]])[] = [
  ["registered", ["registered", "inscrits"]],
  ["signatures", ["signatures", "emargements"]],
  ["ballots", ["ballots", "bulletins"]],
  ["blank", ["blank", "blancs"]],
  ["void", ["void", "nuls"]],
  ["valid", ["valid", "exprimes"]],
];

/** What a file may speak of: one contest instance, its options and sections with their names. */
export interface Known {
  readonly instance: string;
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly sections: ReadonlyMap<string, readonly string[]>;
}

/** What a camp has of a section: figures by field (`blank`, `votes.to1`), and the first line. */
export interface Given {
  readonly unit: string;
  readonly line: number;
  readonly figures: ReadonlyMap<string, number>;
}

/** A section that is none, or could be several, with the codes nearest to what was typed. */
export interface Unknown {
  readonly text: string;
  readonly line: number;
  readonly nearest: readonly string[];
}

export interface CampFile {
  readonly rows: readonly Given[];
  readonly unknown: readonly Unknown[];
  readonly ignored: readonly string[];
}

/** All that is wrong with a file from which nothing was taken, in the order of its lines. */
export interface Rejected {
  readonly faults: readonly RowFault[];
}

interface Layout {
  readonly code: string;
  readonly contest: string;
  readonly option: string;
  readonly votes: ReadonlyMap<string, string>;
  readonly figures: ReadonlyMap<string, string>;
  readonly ignored: readonly string[];
}

/** The figures of a file, or its faults; throws `csv.*`, `compare.no-section`, `compare.no-columns`. */
export function readCamp(data: Uint8Array, known: Known): CampFile | Rejected {
  const table = readTable(data);
  const faults = [...table.faults];
  const options = new Names(known.options);
  const layout = findLayout(table, options, faults);
  if (!faults.some(({ code }) => code === "csv.column-twice")) {
    const reader = new Reader(known, layout, options, faults);
    table.rows.forEach((row) => reader.take(row));
    if (faults.length === 0) return { ...reader.result(), ignored: layout.ignored };
  }
  return { faults: faults.sort((one, other) => one.line - other.line) };
}

function findLayout(table: Table, options: Names, faults: RowFault[]): Layout {
  const layout = guessed(table.header, options);
  const seen = new Set<string>();
  for (const [column, option] of layout.votes) {
    if (option && seen.has(option)) faults.push(fault(1, column, "sheets.option-twice", { option }));
    seen.add(option);
  }
  if (faults.length === 0 && layout.votes.size === 0 && layout.figures.size === 0) {
    throw new Malformed("compare.no-columns", { options: options.ids.join(", ") });
  }
  return layout;
}

/** The columns by their names; the section's is else the first that is nothing else. */
function guessed(header: readonly string[], options: Names): Layout {
  const votes = new Map<string, string>();
  for (const column of header) {
    const [id, ...others] = column ? options.named(column) : [];
    if (id !== undefined && others.length === 0) votes.set(column, id);
  }
  const taken = new Set(votes.keys());
  let option = votes.size ? "" : first(header, ["option"], taken);
  const amount = option ? first(header, ["votes", "voix"], taken) : "";
  if (amount) {
    votes.set(amount, "");
    taken.add(option).add(amount);
  } else {
    option = "";
  }
  const found = FIGURES.map(([name, names]) => [name, first(header, names, taken)] as const);
  const figures = new Map(found.filter(([, column]) => column));
  const contest = first(header, ["contest", "scrutin"], taken);
  for (const column of [...figures.values(), contest]) taken.add(column);
  const code = first(header, SECTION, taken) || (header.find((column) => !taken.has(column)) ?? "");
  if (!code) throw new Malformed("compare.no-section");
  const read = new Set([code, contest, option, ...votes.keys(), ...figures.values()]);
  const ignored = header.filter((column) => column && !read.has(column));
  return { code, contest, option, votes, figures, ignored };
}

/** The column that the first possible of these names calls, empty if there is none. */
function first(header: readonly string[], names: readonly string[], taken: ReadonlySet<string>): string {
  const free = header.filter((column) => !taken.has(column));
  for (const name of names) {
    const column = free.find((one) => key(one) === name);
    if (column) return column;
  }
  return "";
}

class Reader {
  readonly #found = new Map<string, { line: number; figures: Map<string, number> }>();
  readonly #unknown = new Map<string, { line: number; ids: readonly string[] }>();
  readonly #sections: Names;

  constructor(
    readonly known: Known,
    readonly layout: Layout,
    readonly options: Names,
    readonly faults: RowFault[],
  ) {
    this.#sections = new Names(known.sections);
  }

  take(row: Row): void {
    const { layout, known } = this;
    const contest = row.cells.get(layout.contest)?.trim();
    if (layout.contest && contest !== known.instance && contest !== known.instance.split("@")[0]) return;
    const text = (row.cells.get(layout.code) ?? "").trim();
    const ids = this.#sections.named(text);
    const unit = ids[0];
    if (unit === undefined || ids.length > 1) {
      if (!this.#unknown.has(text)) this.#unknown.set(text, { line: row.line, ids });
      return;
    }
    const before = this.#found.get(unit);
    if (before && !layout.option) {
      this.#fault(row, layout.code, "sheets.unit-twice", { unit, first: before.line });
    }
    const section = before ?? { line: row.line, figures: new Map<string, number>() };
    this.#found.set(unit, section);
    for (const [name, column] of layout.figures) this.#figure(row, column, name, section);
    for (const [column, option] of layout.votes) this.#votes(row, column, option, section.figures);
  }

  result(): { rows: Given[]; unknown: Unknown[] } {
    const rows = Array.from(this.#found, ([unit, { line, figures }]) => ({ unit, line, figures }));
    const unknown = Array.from(this.#unknown, ([text, { line, ids }], place) => {
      const near = ids.length ? ids : place < SOUGHT ? this.#sections.nearest(text) : [];
      return { text: [...text].slice(0, LONGEST).join(""), line, nearest: near.slice(0, SHOWN) };
    });
    return { rows, unknown };
  }

  #figure(row: Row, column: string, name: string, section: { line: number; figures: Map<string, number> }): void {
    if (!row.cells.get(column)?.trim()) return;
    const value = numberIn(row, column, this.faults);
    const before = section.figures.get(name) ?? value;
    section.figures.set(name, before);
    if (before !== value && this.layout.option) {
      this.#fault(row, column, "sheets.rows-disagree", { first: section.line });
    }
  }

  #votes(row: Row, column: string, option: string, figures: Map<string, number>): void {
    const name = this.layout.option ? (row.cells.get(this.layout.option) ?? "").trim() : option;
    if (!row.cells.get(column)?.trim()) return;
    const ids = this.options.named(name);
    const value = numberIn(row, column, this.faults);
    const field = `votes.${ids[0]}`;
    if (ids.length !== 1) this.#fault(row, this.layout.option, "sheets.option-unknown", { name });
    else if (!figures.has(field)) figures.set(field, value);
    else if (this.layout.option) this.#fault(row, column, "sheets.option-twice", { option: ids[0] ?? "" });
  }

  #fault(row: Row, column: string, code: string, fields: Fields): void {
    this.faults.push(fault(row.line, column, code, fields));
  }
}
