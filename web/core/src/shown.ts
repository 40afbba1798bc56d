// What will be written: the fields of a record and its payload, read from the bytes that are signed.

import { sha256 } from "@noble/hashes/sha2.js";
import { fromUtf8, toHex } from "./bytes.ts";
import { decodeCanonical, type Value } from "./canonical.ts";
import { Malformed } from "./errors.ts";
import { type BoardRecord, parseUnsigned } from "./record.ts";

/** One line: a dotted name, and its value as text. */
export interface Row {
  readonly name: string;
  readonly value: string;
}

/** A record that is to be signed, with its payload's bytes and all that both say. */
export interface Shown {
  readonly record: BoardRecord;
  readonly rows: readonly Row[];
}

// The hash and size of the payload say nothing beside the payload itself.
const NAMED_BY_BYTES = new Set(["payload", "size"]);

/**
 * Everything that the bytes say. Throws `record.blob` when the payload is not the one that the
 * record names, `record.*` and `canonical.*` for bytes that are no record.
 */
export function readShown(data: Uint8Array, payload: Uint8Array): Shown {
  const record = parseUnsigned(data);
  checkPayload(record, payload);
  const head = rowsOf(record.fields as Value).filter(({ name }) => !NAMED_BY_BYTES.has(name));
  return { record, rows: record.payload ? [...head, ...payloadRows(payload)] : head };
}

function checkPayload(record: BoardRecord, payload: Uint8Array): void {
  const named = record.payload
    ? toHex(sha256(payload)) === record.payload && payload.length === record.size
    : payload.length === 0;
  if (!named) throw new Malformed("record.blob", { blob: record.payload });
}

/** Rows of canonical JSON; other payloads are texts, such as an account of a dispute. */
function payloadRows(payload: Uint8Array): Row[] {
  let value: Value;
  try {
    value = decodeCanonical(payload);
  } catch {
    return [{ name: "text", value: fromUtf8(payload, "canonical.utf8") }];
  }
  return typeof value === "object" ? rowsOf(value) : [{ name: "text", value: String(value) }];
}

/** The leaves of a value with their dotted names, in the order of the bytes. */
export function rowsOf(value: Value, name = ""): Row[] {
  if (typeof value !== "object") return [{ name, value: String(value) }];
  const entries = Array.isArray(value)
    ? value.map((one, place) => [String(place + 1), one] as const)
    : Object.keys(value)
        .sort((a, b) => (a < b ? -1 : 1))
        .map((key) => [key, value[key] as Value] as const);
  if (!entries.length) return name ? [{ name, value: "–" }] : [];
  return entries.flatMap(([key, one]) => rowsOf(one, name ? `${name}.${key}` : key));
}

/** A long hash or key cut to what an eye compares; other values are whole. */
export function shortened(value: string): string {
  return /^[0-9a-f]{40,}$/.test(value) ? `${value.slice(0, 8)}…${value.slice(-8)}` : value;
}
