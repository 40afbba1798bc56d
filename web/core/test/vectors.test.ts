// vectors/log.json: every case gets its verdict, here and in Python.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fromBase64, toBase64 } from "../src/bytes.ts";
import { decodeCanonical } from "../src/canonical.ts";
import { openCheckpoint } from "../src/checkpoint.ts";
import { SuffrageError } from "../src/errors.ts";
import { parseKey } from "../src/keys.ts";
import { leafHash, verifyConsistency, verifyInclusion } from "../src/merkle.ts";
import { parseRecord } from "../src/record.ts";
import { entriesOf, tilePath } from "../src/tiles.ts";

interface Case {
  readonly note: string;
  readonly expect: string;
  readonly [field: string]: unknown;
}

const file = JSON.parse(readFileSync("../vectors/log.json", "utf8")) as Record<string, Case[]>;
const list = (part: string): Case[] => file[part] ?? [];
const texts = (value: unknown) => (value as string[]).map((one) => fromBase64(one));
const bytes = (value: unknown) => fromBase64(value as string);
const number = (value: unknown) => value as number;

const judges: Record<string, (one: Case) => void> = {
  keys: (one) => void parseKey(one["text"] as string),
  notes: (one) => {
    openCheckpoint(bytes(one["data"]), (one["keys"] as string[]).map(parseKey));
  },
  inclusion: (one) => {
    const [index, size] = [number(one["index"]), number(one["size"])];
    verifyInclusion(bytes(one["leaf"]), index, size, texts(one["proof"]), bytes(one["root"]));
  },
  consistency: (one) => {
    const [old, size] = [number(one["old"]), number(one["size"])];
    const [oldRoot, root] = [bytes(one["old_root"]), bytes(one["root"])];
    verifyConsistency(old, oldRoot, size, root, texts(one["proof"]));
  },
  bundles: (one) => {
    const entries = entriesOf(bytes(one["data"]), number(one["width"]));
    assert.deepEqual(entries.map(toBase64), one["entries"]);
  },
  canonical: (one) => void decodeCanonical(bytes(one["data"])),
  records: (one) => void parseRecord(bytes(one["data"])),
};

for (const [part, judge] of Object.entries(judges)) {
  test(`every case of ${part} gets its verdict`, () => {
    assert.ok(list(part).length > 4);
    for (const one of list(part)) assert.equal(verdict(() => judge(one)), one.expect, one.note);
  });
}

test("leaves and paths", () => {
  for (const one of list("leaves")) assert.equal(toBase64(leafHash(bytes(one["entry"]))), one["leaf"]);
  for (const one of list("paths")) {
    const path = tilePath(number(one["level"]), number(one["index"]), number(one["width"]));
    assert.equal(path, one["path"]);
  }
});

test("cosignatures tell their time", () => {
  const one = list("notes").find(({ note }) => note === "with two cosignatures");
  assert.ok(one);
  const keys = (one["keys"] as string[]).map(parseKey);
  const { note } = openCheckpoint(bytes(one["data"]), keys);
  assert.deepEqual(note.signed.map(({ time }) => time), [null, 1_668_000_000n, 1_668_000_000n]);
  const { note: stranger } = openCheckpoint(bytes(one["data"]), keys.slice(0, 1));
  assert.deepEqual(stranger.unknown.map(({ name }) => name), ["witness.example/w1", "witness.example/w2"]);
});

function verdict(judged: () => void): string {
  try {
    judged();
    return "ok";
  } catch (error) {
    if (error instanceof SuffrageError) return error.code;
    throw error;
  }
}
