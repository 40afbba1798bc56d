// Payloads under their SHA-256 (docs/spec/folder.md).

import { sha256 } from "@noble/hashes/sha2.js";
import { toHex } from "./bytes.ts";
import { Malformed } from "./errors.ts";
import type { BoardRecord } from "./record.ts";
import type { Read } from "./tiles.ts";

/** The path of a blob by its hash. */
export function blobPath(digest: string): string {
  return `blob/${digest.slice(0, 2)}/${digest}`;
}

/** The payload that a record names; throws `record.blob` when its bytes are others. */
export async function readPayload(read: Read, record: BoardRecord): Promise<Uint8Array> {
  const data = await read(blobPath(record.payload));
  if (toHex(sha256(data)) !== record.payload || data.length !== record.size) {
    throw new Malformed("record.blob", { blob: record.payload });
  }
  return data;
}
