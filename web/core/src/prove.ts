// What a reader asks of a log: does this entry stand in it, does it continue what I saw?

import { Malformed } from "./errors.ts";
import type { Checkpoint } from "./checkpoint.ts";
import {
  leafHash,
  proveConsistency,
  proveInclusion,
  verifyConsistency,
  verifyInclusion,
} from "./merkle.ts";
import { type Read, readEntry, tileReader } from "./tiles.ts";

/** Size and root of a tree, as a checkpoint or a page states them. */
export type Head = Pick<Checkpoint, "size" | "root">;

/** An entry that stands under a root, and how many hashes prove it. */
export interface Included {
  readonly entry: Uint8Array;
  readonly hashes: number;
}

/** Entry `index`, proven to stand under the checkpoint's root; throws `log.inclusion`. */
export async function includedEntry(read: Read, index: number, head: Head): Promise<Included> {
  const entry = await readEntry(read, index, head.size);
  const proof = await proveInclusion(tileReader(read, head.size), index, head.size);
  verifyInclusion(leafHash(entry), index, head.size, proof, head.root);
  return { entry, hashes: proof.length };
}

/** Check that `next` continues `old`; throws `log.consistency`, and `log.range` if it is shorter. */
export async function checkContinues(read: Read, old: Head, next: Head): Promise<void> {
  if (old.size > next.size) {
    throw new Malformed("log.range", { number: old.size, size: next.size });
  }
  const proof = await proveConsistency(tileReader(read, next.size), old.size, next.size);
  verifyConsistency(old.size, old.root, next.size, next.root, proof);
}
