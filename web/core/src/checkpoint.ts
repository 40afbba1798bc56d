// Checkpoints: a log's signed statement of its size and root (C2SP tlog-checkpoint 1.0.0).
// Departures: no extension lines; the origin is a legal key name, and the log's own key bears it.

import { decimal, fromBase64, same } from "./bytes.ts";
import { Malformed, NotVerified } from "./errors.ts";
import { type Key, PLAIN, checkName } from "./keys.ts";
import { EMPTY_ROOT, checkHashes } from "./merkle.ts";
import { type OpenNote, openNote } from "./note.ts";

/** The tree of `size` leaves of the log `origin` has this root. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** The checkpoint of a note's text; throws `checkpoint.*`, `log.*` and `note.name`. */
export function decodeCheckpoint(text: string): Checkpoint {
  const lines = text.split("\n");
  if (lines.length !== 4 || lines[3] !== "") throw new Malformed("checkpoint.lines");
  const [origin = "", sizeText = "", rootText = ""] = lines;
  const size = decimal(sizeText, "line 2");
  const root = fromBase64(rootText, "line 3");
  checkName(origin);
  checkHashes(root);
  if (size === 0 && !same(root, EMPTY_ROOT)) throw new Malformed("checkpoint.size", { size });
  return { origin, size, root };
}

/**
 * A checkpoint signed by its own log, by the keys that are known. Throws what `openNote` and
 * `decodeCheckpoint` throw, and `checkpoint.unsigned` if no known key of the origin signed it.
 */
export function openCheckpoint(
  data: Uint8Array,
  keys: Iterable<Key>,
): { checkpoint: Checkpoint; note: OpenNote } {
  const note = openNote(data, keys);
  const checkpoint = decodeCheckpoint(note.text);
  const own = note.signed.some(
    ({ key }) => key.kind === PLAIN && key.name === checkpoint.origin,
  );
  if (!own) throw new NotVerified("checkpoint.unsigned", { origin: checkpoint.origin });
  return { checkpoint, note };
}
