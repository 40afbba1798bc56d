// vectors/tally-sheets.json and sheet_checks.json: a phone says of a sheet what Python says.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { checkSheet, type Findings, type SheetFigures } from "../src/sheet.ts";

interface Case extends Findings {
  readonly note: string;
  readonly sheet: SheetFigures;
  readonly registered: number;
  readonly options: readonly string[];
  readonly expect: { readonly hard: readonly string[]; readonly soft: readonly string[] };
}

const cases = (name: string): readonly Case[] =>
  (JSON.parse(readFileSync(`../vectors/${name}`, "utf8")) as { cases: Case[] }).cases;

test("every sheet shows its codes", () => {
  assert.ok(cases("tally-sheets.json").length > 40);
  for (const { note, sheet, registered, options, expect } of cases("tally-sheets.json")) {
    const { hard, soft } = checkSheet(sheet, registered, options);
    const codes = { hard: hard.map(({ code }) => code), soft: soft.map(({ code }) => code) };
    assert.deepEqual(codes, expect, note);
  }
});

test("every sheet shows Python's fields and figures", () => {
  assert.ok(cases("sheet_checks.json").length > 200);
  for (const { sheet, registered, options, hard, soft } of cases("sheet_checks.json")) {
    assert.deepEqual(checkSheet(sheet, registered, options), { hard, soft }, JSON.stringify(sheet));
  }
});
