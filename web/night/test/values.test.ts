// What a cell is worth.

import assert from "node:assert/strict";
import { test } from "node:test";
import { keyOfText, plain } from "../src/values.ts";

test("figures are numbers, whatever else stays text", () => {
  const keys = ["11277", "-3", "0.4915", "3759/7648", "75-012", "1/0", "", "2A", "1e3"].map(keyOfText);
  assert.deepEqual(keys, [11277, -3, 0.4915, 3759 / 7648, "75-012", "1/0", "", "2A", "1e3"]);
});

test("words are found without case, accents and doubled spaces", () => {
  assert.equal(plain("  Hélène\n  GEOFFROY "), "helene geoffroy");
  assert.equal(plain("Pyrénées-Atlantiques"), plain("PYRENEES-ATLANTIQUES"));
});
