// Tables that people save from a spreadsheet, read as `suffrage.model.csv_table` reads them: UTF-8,
// "," or ";", quotes of RFC 4180. A cell is text and stays text; faults of cells are collected.

import { fromUtf8 } from "./bytes.ts";
import { type Fields, Malformed } from "./errors.ts";

const LONGEST_LINE = 20_000;
const SHOWN = 40;
const NUMBER = /^[0-9]{1,9}$/;
// Control characters, and marks that turn the direction of writing.
const HIDDEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

/** One thing wrong in a file: its line, its column if it has one, and the code of its sentence. */
export interface RowFault {
  readonly line: number;
  readonly column: string;
  readonly code: string;
  readonly fields: Fields;
}

/** The cells of a row by column, and the line of the file on which it ends. */
export interface Row {
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
}

export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly Row[];
  readonly faults: readonly RowFault[];
}

type Line = readonly [number, readonly string[]];

/** A fault; long texts are cut, so that a hostile cell cannot fill the report. */
export function fault(line: number, column: string, code: string, fields: Fields = {}): RowFault {
  const cut = (value: string | number) => (typeof value === "string" ? [...value].slice(0, SHOWN).join("") : value);
  const shown = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, cut(value)]));
  return { line, column, code, fields: shown };
}

/** The table in a file's bytes; `csv.encoding`, `csv.long-line`, `csv.quotes` or `csv.empty`. */
export function readTable(data: Uint8Array): Table {
  const text = fromUtf8(data, "csv.encoding").replace(/^\ufeff/, "");
  text.split(/\r\n|\r|\n/).forEach((line, place) => {
    if (line.length > LONGEST_LINE && [...line].length >= LONGEST_LINE) {
      throw new Malformed("csv.long-line", { at: `line ${place + 1}`, most: LONGEST_LINE });
    }
  });
  const mark = width(text, ";") > width(text, ",") ? ";" : ",";
  const [first, ...records] = recordsOf(text, mark);
  if (first === undefined || records.length === 0) throw new Malformed("csv.empty");
  const [line, header] = first;
  const faults = headerFaults(line, header);
  const rows: Row[] = [];
  for (const [number, cells] of records) {
    const found = rowFaults(number, header, cells);
    faults.push(...found);
    const named = header.map((name, place): [string, string] => [name, cells[place] ?? ""]);
    if (found.length === 0) rows.push({ line: number, cells: new Map(named) });
  }
  return { header, rows, faults };
}

/** The number in a cell of one to nine digits; else 0, and a `csv.number` fault is added. */
export function numberIn(row: Row, column: string, faults: RowFault[]): number {
  const text = row.cells.get(column) ?? "";
  if (NUMBER.test(text)) return Number(text);
  faults.push(fault(row.line, column, "csv.number", { text }));
  return 0;
}

/** The cells of the first row if this mark parts them; 0 when its quotes then do not fit. */
function width(text: string, mark: string): number {
  try {
    for (const [, cells] of recordsOf(text, mark)) return cells.length;
    return 0;
  } catch {
    return 0;
  }
}

/** The rows with the line on which each ends; empty lines are none. */
function* recordsOf(text: string, mark: string): Generator<Line> {
  const unfit = (line: number) => new Malformed("csv.quotes", { at: `line ${line}` });
  const breakAt = (at: number) => (text[at] === "\r" ? (text[at + 1] === "\n" ? 2 : 1) : text[at] === "\n" ? 1 : 0);
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const cells: string[] = [];
    const empty = breakAt(at) > 0;
    for (;;) {
      let cell = "";
      if (text[at] === '"') {
        for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
          if (at >= text.length) throw unfit(line);
          if (text[at] === '"') at += 1;
          else if (text[at] === "\n" || (text[at] === "\r" && text[at + 1] !== "\n")) line += 1;
          cell += text[at];
        }
        at += 1;
        if (at < text.length && text[at] !== mark && !breakAt(at)) throw unfit(line);
      } else {
        const from = at;
        while (at < text.length && text[at] !== mark && !breakAt(at)) at += 1;
        cell = text.slice(from, at);
      }
      cells.push(cell.normalize("NFC"));
      if (text[at] !== mark || at >= text.length) break;
      at += 1;
    }
    if (!empty) yield [line, cells];
    at += breakAt(at);
    line += 1;
  }
}

function headerFaults(line: number, header: readonly string[]): RowFault[] {
  return header.flatMap((name, place) => [
    ...(name && header.indexOf(name) < place ? [fault(line, name, "csv.column-twice", { name })] : []),
    ...(HIDDEN.test(name) ? [fault(line, name, "csv.control")] : []),
  ]);
}

function rowFaults(line: number, header: readonly string[], cells: readonly string[]): RowFault[] {
  const ragged = { cells: cells.length, columns: header.length };
  const hidden = header.filter((_, place) => HIDDEN.test(cells[place] ?? ""));
  return [
    ...(cells.length === header.length ? [] : [fault(line, "", "csv.ragged", ragged)]),
    ...hidden.map((name) => fault(line, name, "csv.control")),
  ];
}
