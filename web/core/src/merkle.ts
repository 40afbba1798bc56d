// The Merkle tree of RFC 6962 over SHA-256: hashes, roots, proofs made and proofs checked.
//
// A hash reader answers with the hash of one complete subtree: `read(level, index)` covers the
// leaves from index * 2^level to (index + 1) * 2^level. Sizes stay below 2^53, so that numbers
// are exact; halving uses division, because JavaScript's shifts cut at 32 bits.

import { sha256 } from "@noble/hashes/sha2.js";
import { concat, same } from "./bytes.ts";
import { Malformed, NotVerified } from "./errors.ts";

export const HASH_SIZE = 32;
export const EMPTY_ROOT = sha256(new Uint8Array());
export type HashReader = (level: number, index: number) => Promise<Uint8Array>;

/** SHA-256 of 0x00 and the entry (RFC 6962 section 2.1). */
export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256(concat(Uint8Array.of(0), entry));
}

/** SHA-256 of 0x01 and both hashes (RFC 6962 section 2.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concat(Uint8Array.of(1), left, right));
}

/** The root of the first `size` leaves. */
export async function rootAt(read: HashReader, size: number): Promise<Uint8Array> {
  return size ? rangeRoot(read, 0, size) : EMPTY_ROOT;
}

/** The path from leaf `index` to the root at `size`, leaf side first (RFC 6962 section 2.1.1). */
export async function proveInclusion(
  read: HashReader,
  index: number,
  size: number,
): Promise<Uint8Array[]> {
  if (!(0 <= index && index < size)) throw new Malformed("log.range", { number: index, size });
  const ranges: [number, number][] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + split(end - start);
    if (index < middle) {
      ranges.push([middle, end]);
      end = middle;
    } else {
      ranges.push([start, middle]);
      start = middle;
    }
  }
  return Promise.all(ranges.reverse().map(([from, to]) => rangeRoot(read, from, to)));
}

/**
 * The proof that the tree at `size` continues the one at `old` (RFC 6962 section 2.1.2); empty
 * for `old` = 0 and for equal sizes.
 */
export async function proveConsistency(
  read: HashReader,
  old: number,
  size: number,
): Promise<Uint8Array[]> {
  if (!(0 <= old && old <= size)) throw new Malformed("log.range", { number: old, size });
  if (old === 0) return [];
  const ranges: [number, number][] = [];
  let [start, end] = [0, size];
  while (old !== end) {
    const middle = start + split(end - start);
    if (old <= middle) {
      ranges.push([middle, end]);
      end = middle;
    } else {
      ranges.push([start, middle]);
      start = middle;
    }
  }
  // The old root itself is known to the verifier; any other last subtree is not.
  if (start) ranges.push([start, end]);
  return Promise.all(ranges.reverse().map(([from, to]) => rangeRoot(read, from, to)));
}

/** Check that the leaf hash stands at `index` under `root` (RFC 9162 section 2.1.3.2). */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: Uint8Array[],
  root: Uint8Array,
): void {
  checkHashes(leaf, root, ...proof);
  const failure = new NotVerified("log.inclusion", { index, size });
  if (!(0 <= index && index < size)) throw failure;
  let computed = leaf;
  for (const [onLeft, sibling] of climb(index, size - 1, proof, failure)) {
    computed = onLeft ? nodeHash(sibling, computed) : nodeHash(computed, sibling);
  }
  if (!same(computed, root)) throw failure;
}

/**
 * Check that the tree at `size` continues the tree at `old` (RFC 9162 section 2.1.4.2).
 * Departure: `old` = 0 is allowed with the empty root and an empty proof.
 */
export function verifyConsistency(
  old: number,
  oldRoot: Uint8Array,
  size: number,
  root: Uint8Array,
  proof: Uint8Array[],
): void {
  checkHashes(oldRoot, root, ...proof);
  const failure = new NotVerified("log.consistency", { old, size });
  if (!(0 <= old && old <= size)) throw failure;
  if (old === 0 || old === size) {
    if (proof.length || !same(oldRoot, old ? root : EMPTY_ROOT)) throw failure;
    return;
  }
  const height = trailingZeros(old);
  // An old size that is a power of two is one complete subtree: its root starts the path.
  const [start, ...path] = old === 2 ** height ? [oldRoot, ...proof] : proof;
  if (!start || !proof.length) throw failure;
  let [first, second] = [start, start];
  const [node, last] = [halved(old - 1, height), halved(size - 1, height)];
  for (const [onLeft, sibling] of climb(node, last, path, failure)) {
    if (onLeft) first = nodeHash(sibling, first);
    second = onLeft ? nodeHash(sibling, second) : nodeHash(second, sibling);
  }
  if (!same(first, oldRoot) || !same(second, root)) throw failure;
}

export function checkHashes(...hashes: Uint8Array[]): void {
  for (const hash of hashes) {
    if (hash.length !== HASH_SIZE) throw new Malformed("log.hash", { length: hash.length });
  }
}

/** `value` without its `bits` lowest bits. */
export function halved(value: number, bits: number): number {
  return Math.floor(value / 2 ** bits);
}

/**
 * Walk from `node` to the root, with each sibling and whether it stands on the left. `last` is
 * the rightmost node of the level. The proof must have exactly as many hashes as the walk.
 */
function* climb(
  node: number,
  last: number,
  proof: Uint8Array[],
  failure: NotVerified,
): Generator<[boolean, Uint8Array]> {
  for (const sibling of proof) {
    if (last === 0) throw failure;
    const onLeft = node % 2 === 1 || node === last;
    yield [onLeft, sibling];
    // A rightmost node without a sibling moves up unhashed, perhaps over several levels.
    while (onLeft && node && node % 2 === 0) [node, last] = [halved(node, 1), halved(last, 1)];
    [node, last] = [halved(node, 1), halved(last, 1)];
  }
  if (last) throw failure;
}

function trailingZeros(value: number): number {
  let zeros = 0;
  while (value % 2 ** (zeros + 1) === 0) zeros += 1;
  return zeros;
}

/** The largest power of two smaller than `width`. */
function split(width: number): number {
  let power = 1;
  while (power * 2 < width) power *= 2;
  return power;
}

/** The root of the leaves from `start` to `end`, a node of some RFC 6962 tree. */
async function rangeRoot(read: HashReader, start: number, end: number): Promise<Uint8Array> {
  // Such a range starts at a multiple of a power of two at least as large as its width, so the
  // bits of its width name its complete subtrees from left to right.
  const peaks: Promise<Uint8Array>[] = [];
  for (let level = 52; level >= 0; level -= 1) {
    if (halved(end - start, level) % 2 === 0) continue;
    peaks.push(read(level, halved(start, level)));
    start += 2 ** level;
  }
  const hashes = await Promise.all(peaks);
  return hashes.reduceRight((right, left) => nodeHash(left, right));
}
