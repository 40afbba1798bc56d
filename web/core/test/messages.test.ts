// vectors/signing.json: what browsers sign is what Python verifies.

import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fromBase64, fromHex, toHex, utf8 } from "../src/bytes.ts";
import { fingerprint, keyMessage, plainText, recordMessage, voteMessage } from "../src/messages.ts";
import { readShown, shortened } from "../src/shown.ts";

interface Case {
  readonly note: string;
  readonly [field: string]: unknown;
}

const file = JSON.parse(readFileSync("../vectors/signing.json", "utf8")) as Record<string, Case[]>;
const list = (part: string): Case[] => file[part] ?? [];
const text = (value: unknown) => value as string;

// PKCS #8 of an Ed25519 seed (RFC 8410).
const PREFIX = fromHex("302e020100300506032b657004220420");

function signed(seed: string, message: Uint8Array): { key: string; signature: string } {
  const der = Buffer.concat([PREFIX, fromHex(seed)]);
  const secret = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const key = createPublicKey(secret);
  const signature = sign(null, message, secret);
  assert.ok(verify(null, message, key, signature));
  const raw = key.export({ format: "der", type: "spki" }).subarray(-32);
  return { key: toHex(raw), signature: toHex(signature) };
}

test("keys are proven as Python expects", () => {
  for (const one of list("keys")) {
    const message = keyMessage(text(one["origin"]), text(one["role"]), text(one["key"]));
    const { key, signature } = signed(text(one["seed"]), message);
    assert.deepEqual([key, signature], [one["key"], one["signature"]], one.note);
  }
});

test("records are signed as Python verifies them", () => {
  for (const one of list("records")) {
    const message = recordMessage(text(one["origin"]), fromBase64(text(one["record"])));
    assert.equal(signed(text(one["seed"]), message).signature, one["signature"], one.note);
  }
});

test("votes are signed as Python verifies them", () => {
  for (const one of list("votes")) {
    const said = one["vote"] as Parameters<typeof voteMessage>[1];
    const message = voteMessage(text(one["origin"]), said);
    assert.equal(signed(text(one["seed"]), message).signature, one["signature"], one.note);
  }
});

test("what is shown is what the bytes say", () => {
  for (const one of list("records")) {
    const shown = readShown(fromBase64(text(one["record"])), fromBase64(text(one["payload"])));
    assert.deepEqual(shown.rows.map(({ name, value }) => [name, value]), one["rows"], one.note);
  }
});

test("another payload, a signed record, other bytes are not shown", () => {
  const [one] = list("records").filter((each) => each["payload"]);
  const record = fromBase64(text(one?.["record"]));
  const refusal = { name: "Malformed", code: "record.blob" };
  assert.throws(() => readShown(record, utf8("{}")), refusal);
  assert.throws(() => readShown(record, utf8("")), refusal);
  const fields = JSON.parse(new TextDecoder().decode(record)) as object;
  const again = JSON.stringify({ ...fields, sig: "ab".repeat(64) });
  const sorted = JSON.stringify(JSON.parse(again), Object.keys(JSON.parse(again) as object).sort());
  assert.throws(() => readShown(utf8(sorted), utf8("")), { code: "record.fields" });
  assert.throws(() => readShown(utf8(" {}"), utf8("")), { code: "canonical.form" });
});

test("texts have one form, hashes and keys a short one", () => {
  assert.equal(plainText("e\u0301t\u00e9\r\nb\rc\nd"), "\u00e9t\u00e9\nb\nc\nd");
  assert.equal(shortened("ab".repeat(32)), "abababab\u2026abababab");
  assert.equal(shortened("75-012"), "75-012");
  assert.equal(fingerprint("0123456789abcdef00"), "0123 4567 89ab cdef");
});
