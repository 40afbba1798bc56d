// vectors/compare.json: every file compares as it must, here and in Python.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fromHex, utf8 } from "../src/bytes.ts";
import { readCamp } from "../src/camp.ts";
import { comparedCount, compareSections, listedSections } from "../src/compare.ts";
import { SuffrageError } from "../src/errors.ts";

interface Case {
  readonly note: string;
  readonly mine?: string;
  readonly mine_hex?: string;
  readonly expect: Readonly<Record<string, unknown>>;
}

interface Vectors {
  readonly contest: string;
  readonly sheets: string;
  readonly options: Readonly<Record<string, string[]>>;
  readonly sections: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
}

const file = JSON.parse(readFileSync("../vectors/compare.json", "utf8")) as Vectors;
const options = new Map(Object.entries(file.options));
const sections = new Map(Object.entries(file.sections).map(([code, name]) => [code, [name]]));
const known = { instance: file.contest, options, sections };
const board = listedSections(utf8(file.sheets), file.contest);

test("every file compares as it must", () => {
  assert.ok(file.cases.length >= 25);
  for (const one of file.cases) assert.deepEqual(judged(one), one.expect, one.note);
});

test("the board against itself is equal, and one changed figure is that one difference", () => {
  const read = readCamp(utf8(file.sheets), known);
  assert.ok("rows" in read);
  const same = compareSections(board, [...options.keys()], read.rows);
  assert.deepEqual(same.lines.flatMap(({ differences }) => differences), []);
  assert.equal(comparedCount(same), 3);
  for (const given of read.rows) {
    for (const [field, value] of given.figures) {
      const figures = new Map([...given.figures, [field, value + 1]] as const);
      const mine = read.rows.map((row) => (row === given ? { ...row, figures } : row));
      const { lines } = compareSections(board, [...options.keys()], mine);
      const told = lines.flatMap(({ unit, differences }) => differences.map((d) => [unit, d.field, d.mine, d.board]));
      const shown = board.find(({ unit }) => unit === given.unit)?.figures;
      assert.deepEqual(told, shown ? [[given.unit, field, value + 1, value]] : []);
    }
  }
});

test("a list of sheets that is none is refused", () => {
  const code = (text: string) => verdict(() => void listedSections(utf8(text), "text"));
  assert.equal(code("a,b\n1,2\n"), "csv.column");
  assert.equal(code(file.sheets.replace(",12\n", ",=12\n")), "csv.number");
});

function judged(one: Case): unknown {
  let told: unknown;
  const code = verdict(() => {
    told = compared(one.mine_hex === undefined ? utf8(one.mine ?? "") : fromHex(one.mine_hex));
  });
  return code ? { malformed: code } : told;
}

function compared(data: Uint8Array): unknown {
  const read = readCamp(data, known);
  if ("faults" in read) return { rejected: read.faults.map(({ line, column, code }) => [line, column, code]) };
  const { lines, effect } = compareSections(board, [...options.keys()], read.rows);
  return {
    unknown: read.unknown.map(({ text, line, nearest }) => [text, line, nearest]),
    ignored: read.ignored,
    lines: lines
      .filter(({ outcome }) => outcome !== "absent")
      .map(({ unit, line, outcome, differences }) => [
        unit,
        line,
        outcome,
        differences.map(({ field, mine, board }) => [field, mine, board]),
      ]),
    effect: {
      board: Object.fromEntries(effect.board),
      mine: Object.fromEntries(effect.mine),
      ahead: effect.ahead,
      ahead_with: effect.aheadWith,
    },
  };
}

function verdict(judge: () => void): string {
  try {
    judge();
    return "";
  } catch (error) {
    if (error instanceof SuffrageError) return error.code;
    throw error;
  }
}
