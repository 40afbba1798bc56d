// Proofs out of tiles: every entry of small logs, known roots, and files that lie.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readPayload } from "../src/blob.ts";
import { fromBase64, toBase64, utf8 } from "../src/bytes.ts";
import { decodeCheckpoint, openCheckpoint } from "../src/checkpoint.ts";
import { Malformed, NotVerified, SuffrageError, Unavailable } from "../src/errors.ts";
import { parseKey } from "../src/keys.ts";
import { leafHash, rootAt } from "../src/merkle.ts";
import { checkContinues, includedEntry } from "../src/prove.ts";
import { parseRecord } from "../src/record.ts";
import { tileReader } from "../src/tiles.ts";
import { entry, filesOf, plainRoot, reader } from "./log.ts";

const vectors = JSON.parse(readFileSync("../vectors/log.json", "utf8")) as {
  roots: { size: number; root: string }[];
  folder: { size: number; root: string; key: string; files: Record<string, string> };
};
const code = (wanted: string) => (error: unknown) =>
  error instanceof SuffrageError && error.code === wanted;
const headOf = (size: number) => ({
  size,
  root: plainRoot(Array.from({ length: size }, (_, index) => leafHash(entry(index)))),
});

test("tiles give the known roots", async () => {
  for (const { size, root } of vectors.roots) {
    const found = await rootAt(tileReader(reader(filesOf(size)), size), size);
    assert.equal(toBase64(found), root, String(size));
  }
});

test("our files are those that Python writes", async () => {
  const { size, files } = vectors.folder;
  const made = filesOf(size);
  const written = new Map(Object.entries(files).filter(([path]) => path !== "log/checkpoint"));
  assert.deepEqual([...made.keys()].sort(), [...written.keys()].sort());
  for (const [path, data] of made) assert.equal(toBase64(data), written.get(path), path);
});

test("a folder is read from its checkpoint to an entry", async () => {
  const { size, root, key, files } = vectors.folder;
  const read = reader(new Map(Object.entries(files).map(([path, text]) => [path, fromBase64(text)])));
  const { checkpoint } = openCheckpoint(await read("log/checkpoint"), [parseKey(key)]);
  assert.equal(checkpoint.size, size);
  assert.equal(toBase64(checkpoint.root), root);
  const { entry: found, hashes } = await includedEntry(read, 299, checkpoint);
  assert.equal(new TextDecoder().decode(found), '{"seq":299}');
  assert.ok(hashes > 0 && hashes <= 9);
});

test("every entry of small logs is proven, and no other head agrees", async () => {
  for (const size of [1, 2, 3, 7, 8, 255, 256, 257, 300, 513]) {
    const read = reader(filesOf(size));
    const head = headOf(size);
    const step = size > 20 ? 37 : 1;
    for (let index = 0; index < size; index += step) {
      assert.deepEqual((await includedEntry(read, index, head)).entry, entry(index));
    }
    const forged = { size, root: leafHash(entry(size)) };
    await assert.rejects(includedEntry(read, size - 1, forged), code("log.inclusion"));
    await assert.rejects(includedEntry(read, size, head), code("log.range"));
    await assert.rejects(includedEntry(read, -1, head), code("log.range"));
  }
});

test("every larger log continues every smaller one", async () => {
  for (const [old, size] of [[0, 5], [1, 5], [4, 7], [7, 7], [255, 300], [256, 300], [299, 513]] as const) {
    const read = reader(filesOf(size));
    await checkContinues(read, headOf(old), headOf(size));
    const other = { size: old, root: leafHash(entry(1000)) };
    await assert.rejects(checkContinues(read, other, headOf(size)), code("log.consistency"));
  }
  await assert.rejects(checkContinues(reader(filesOf(5)), headOf(7), headOf(5)), code("log.range"));
});

test("few files prove an entry of a large log", async () => {
  const asked: string[] = [];
  const size = 70_000;
  const files = filesOf(size);
  const root = fromBase64(vectors.roots.find((one) => one.size === size)?.root ?? "");
  await includedEntry(reader(files, asked), 69_999, { size, root });
  assert.deepEqual(asked.sort(), [
    "log/tile/0/273.p/112",
    "log/tile/1/001.p/17",
    "log/tile/2/000.p/1",
    "log/tile/entries/273.p/112",
  ]);
});

test("a partial tile that gave way to the full one is read from it", async () => {
  const [old, size] = [200, 256];
  const files = filesOf(size);
  assert.deepEqual((await includedEntry(reader(files), 150, headOf(old))).entry, entry(150));
  await checkContinues(reader(files), headOf(100), headOf(old));
});

test("files that are not there, too short or changed", async () => {
  const head = headOf(300);
  const [tile, bundle] = ["log/tile/0/001.p/44", "log/tile/entries/001.p/44"];
  const withFile = (path: string, data: Uint8Array | undefined) => {
    const files = filesOf(300);
    if (data) files.set(path, data);
    else files.delete(path);
    return includedEntry(reader(files), 299, head);
  };
  const honest = filesOf(300);
  const bytes = (path: string) => honest.get(path) ?? new Uint8Array();
  await assert.rejects(withFile(tile, undefined), Unavailable);
  await assert.rejects(withFile(tile, bytes(tile).slice(1)), code("log.hash"));
  await assert.rejects(withFile(bundle, bytes(bundle).slice(0, -1)), code("log.bundle"));
  await assert.rejects(withFile(bundle, new Uint8Array()), code("log.bundle"));
  for (const path of [tile, bundle]) {
    const changed = bytes(path).slice();
    // The last hash of the tile, and the last digit of the entry that is asked for.
    const place = path === tile ? 42 * 32 : changed.length - 2;
    changed[place] = (changed[place] ?? 0) ^ 1;
    await assert.rejects(withFile(path, changed), code("log.inclusion"));
  }
});

test("a payload has the hash and the length that its record names", async () => {
  const digest = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
  const record = (size: number) =>
    parseRecord(
      utf8(
        `{"at":"2023-01-12T21:00:00Z","by":"secretary@1","kind":"sheet.received/1","payload":"${digest}","sig":"${"ab".repeat(64)}","size":${size}}`,
      ),
    );
  const path = `blob/2c/${digest}`;
  const read = reader(new Map([[path, utf8("hello")]]));
  assert.deepEqual(await readPayload(read, record(5)), utf8("hello"));
  await assert.rejects(readPayload(read, record(6)), code("record.blob"));
  const lying = reader(new Map([[path, utf8("hellp")]]));
  await assert.rejects(readPayload(lying, record(5)), code("record.blob"));
});

test("sizes beyond exact numbers are refused", () => {
  const root = "A".repeat(43) + "=";
  assert.equal(decodeCheckpoint(`a\n9007199254740991\n${root}\n`).size, 2 ** 53 - 1);
  assert.throws(() => decodeCheckpoint(`a\n9007199254740992\n${root}\n`), Malformed);
  assert.throws(() => parseKey("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn9"), Malformed);
  assert.ok(new NotVerified("a").fields);
});
