// A record of the board as far as a reader without the table of kinds can check it
// (docs/spec/record.md): one flat, canonical object of at most 1,000 bytes, texts and integers.
// Its signature needs the keys of the definition and of appointments: `suffrage verify` checks it.

import { Malformed } from "./errors.ts";
import { decodeCanonical } from "./canonical.ts";

export const LARGEST_RECORD = 1000;
const FORMS: Readonly<Record<string, RegExp>> = {
  kind: /^[a-z]+\.[a-z]+\/[1-9][0-9]*$/,
  by: /^[a-z]+(?:@[0-9A-Za-z](?:[0-9A-Za-z._-]{0,30}[0-9A-Za-z])?)?$/,
  at: /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/,
  payload: /^[0-9a-f]{64}$/,
  sig: /^[0-9a-f]{128}$/,
};
// The archive of a box signs itself, and a time would link a voter to a ballot.
const UNSIGNED = "online.event/1";

/** The fields of a record; `payload` and `size` are those of its blob, "" and 0 without one. */
export interface BoardRecord {
  readonly kind: string;
  readonly by: string;
  readonly at: string;
  readonly payload: string;
  readonly size: number;
  readonly fields: Readonly<Record<string, string | number>>;
}

/** The record of an entry's bytes; throws `record.*` and `canonical.*`. */
export function parseRecord(data: Uint8Array): BoardRecord {
  return parse(data, ["by", "at", "sig"]);
}

/** The record of the bytes that somebody is asked to sign; throws `record.*` and `canonical.*`. */
export function parseUnsigned(data: Uint8Array): BoardRecord {
  const record = parse(data, ["by", "at"]);
  if ("sig" in record.fields) {
    throw new Malformed("record.fields", { at: "sig", kind: record.kind });
  }
  return record;
}

function parse(data: Uint8Array, signing: readonly string[]): BoardRecord {
  if (data.length > LARGEST_RECORD) throw new Malformed("record.long", { size: data.length });
  const value = decodeCanonical(data);
  const entries = typeof value === "object" && !Array.isArray(value) ? Object.entries(value) : [];
  const fields = new Map<string, string | number>();
  for (const [name, one] of entries) {
    if (typeof one !== "string" && typeof one !== "number") throw shape(name);
    fields.set(name, one);
  }
  for (const [name, form] of Object.entries(FORMS)) {
    const one = fields.get(name);
    if (one !== undefined && (typeof one !== "string" || !form.test(one))) throw shape(name);
  }
  const size = fields.get("size") ?? 0;
  if (typeof size !== "number" || size < 0) throw shape("size");
  const text = (name: string) => String(fields.get(name) ?? "");
  const record = { by: text("by"), at: text("at"), payload: text("payload"), size };
  const kind = text("kind");
  if (!kind) throw shape("kind");
  for (const name of signing) {
    if (fields.has(name) === (kind === UNSIGNED)) throw new Malformed("record.fields", { at: name, kind });
  }
  if (size && !record.payload) throw new Malformed("record.fields", { at: "size", kind });
  return { kind, ...record, fields: Object.fromEntries(fields) };
}

function shape(at: string): Malformed {
  return new Malformed("canonical.shape", { at });
}
