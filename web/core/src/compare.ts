// A camp's figures beside the board's, section by section, as `suffrage.night.compare_sections`
// compares them. The board comes as its public `sheets.csv` (docs/spec/results.md).

import type { Given } from "./camp.ts";
import { type Row, type RowFault, numberIn, readTable } from "./csv.ts";
import { Malformed } from "./errors.ts";

const FIELDS = ["registered", "signatures", "ballots", "blank", "void", "valid"];
const IN_FORCE = new Set(["received", "approved", "pooled"]);

export type Outcome = "equal" | "differs" | "reserved" | "annulled" | "excused" | "awaited" | "hidden" | "absent";

const OTHERS: ReadonlyMap<string, Outcome> = new Map([
  ["reserved", "reserved"],
  ["annulled", "annulled"],
  ["excused", "excused"],
  ["awaited", "awaited"],
  ["sealed", "hidden"],
]);

/** A section or the sum of a pool with its public state, and its figures by field if it has any. */
export interface Listed {
  readonly unit: string;
  readonly state: string;
  readonly figures: ReadonlyMap<string, number> | null;
}

export interface Difference {
  readonly field: string;
  readonly mine: number;
  readonly board: number | null;
}

/** What came of comparing a section; `line` is the file's, 0 where the section is absent. */
export interface Line {
  readonly unit: string;
  readonly line: number;
  readonly outcome: Outcome;
  readonly differences: readonly Difference[];
}

/** Votes over the compared sections, and who leads the contest now and with the camp's figures. */
export interface Effect {
  readonly board: ReadonlyMap<string, number>;
  readonly mine: ReadonlyMap<string, number>;
  readonly ahead: readonly string[];
  readonly aheadWith: readonly string[];
}

export interface Comparison {
  readonly lines: readonly Line[];
  readonly effect: Effect;
}

/** The rows of a contest instance in `sheets.csv`, in its order; throws what is wrong first. */
export function listedSections(data: Uint8Array, instance: string): Listed[] {
  const table = readTable(data);
  const faults = [...table.faults];
  const found = new Map<string, { state: string; figures: Map<string, number> | null }>();
  for (const row of table.rows) {
    if (cell(row, "contest") !== instance) continue;
    const unit = cell(row, "unit");
    const section = found.get(unit) ?? { state: cell(row, "state"), figures: figuresOf(row, faults) };
    found.set(unit, section);
    const option = cell(row, "option");
    if (option && cell(row, "votes")) section.figures?.set(`votes.${option}`, numberIn(row, "votes", faults));
  }
  const [wrong] = faults;
  if (wrong) throw new Malformed(wrong.code, { ...wrong.fields, at: `line ${wrong.line}` });
  return Array.from(found, ([unit, section]) => ({ unit, ...section }));
}

/** The comparison of one contest instance; each section comes once in `mine`. */
export function compareSections(
  board: readonly Listed[],
  options: readonly string[],
  mine: readonly Given[],
): Comparison {
  const given = new Map(mine.filter(({ figures }) => figures.size).map((one) => [one.unit, one]));
  const shown = board.filter(({ unit, state }) => state !== "pooled" || given.has(unit));
  const lines = shown.map((row) => lineOf(row, given.get(row.unit)));
  return { lines, effect: effectOf(board, options, given) };
}

/** How many sections were compared with figures in force. */
export function comparedCount({ lines }: Comparison): number {
  return lines.filter(({ outcome }) => outcome === "equal" || outcome === "differs").length;
}

function cell(row: Row, column: string): string {
  const text = row.cells.get(column);
  if (text === undefined) throw new Malformed("csv.column", { name: column });
  return text;
}

function figuresOf(row: Row, faults: RowFault[]): Map<string, number> | null {
  if (!cell(row, "ballots")) return null;
  return new Map(FIELDS.map((name) => [name, numberIn(row, name, faults)]));
}

function lineOf(row: Listed, given: Given | undefined): Line {
  if (!given) return { unit: row.unit, line: 0, outcome: "absent", differences: [] };
  const differences = row.figures ? differencesOf(row.figures, given) : [];
  const outcome = OTHERS.get(row.state) ?? (differences.length ? "differs" : "equal");
  return { unit: row.unit, line: given.line, outcome, differences };
}

/** In the order of the fields, whatever the order of the file's columns. */
function differencesOf(figures: ReadonlyMap<string, number>, given: Given): Difference[] {
  const fields = [...given.figures].sort(([one], [other]) => (one < other ? -1 : 1));
  return fields
    .map(([field, mine]) => ({ field, mine, board: figures.get(field) ?? null }))
    .filter(({ mine, board }) => mine !== board);
}

function effectOf(
  rows: readonly Listed[],
  options: readonly string[],
  given: ReadonlyMap<string, Given>,
): Effect {
  const [board, mine, total, other] = [0, 0, 0, 0].map(() => new Map(options.map((one) => [one, 0])));
  const add = (sum: Map<string, number> | undefined, option: string, votes: number) =>
    sum?.set(option, (sum.get(option) ?? 0) + votes);
  for (const { unit, state, figures } of rows) {
    if (!figures || !IN_FORCE.has(state)) continue;
    const camp = given.get(unit);
    for (const option of options) {
      const ours = figures.get(`votes.${option}`) ?? 0;
      const theirs = camp?.figures.get(`votes.${option}`) ?? ours;
      add(total, option, ours);
      add(other, option, theirs);
      if (camp) {
        add(board, option, ours);
        add(mine, option, theirs);
      }
    }
  }
  return { board: board ?? new Map(), mine: mine ?? new Map(), ahead: ahead(total), aheadWith: ahead(other) };
}

/** Whoever has the most votes; two that are level both lead, without a vote nobody does. */
function ahead(votes: ReadonlyMap<string, number> = new Map()): string[] {
  const most = Math.max(0, ...votes.values());
  return most ? [...votes].filter(([, number]) => number === most).map(([option]) => option) : [];
}
