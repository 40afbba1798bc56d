// Keys of signed notes: names, key ids, and the printed form `name+id+base64` (C2SP signed-note
// 1.0.0). Only types 01 (Ed25519) and 04 (timestamped Ed25519 cosignature) are read.

import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concat, fromBase64, toHex, utf8 } from "./bytes.ts";
import { Malformed, NotVerified } from "./errors.ts";

export const PLAIN = 0x01;
export const COSIGNER = 0x04;
export const ID_SIZE = 4;
const PUBLIC_SIZE = 32;
// The spaces of Unicode as Python's `\s` has them, control characters, and lone surrogates. A byte
// order mark is a space for JavaScript and none for Unicode, so `\s` is not used here.
const NAME =
  /^[^+\u0000-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff]+$/u;
const PRINTED = /^([^+]*)\+([0-9a-f]{8})\+([^]*)$/;

// Points of small order in every encoding: anybody can sign under them (Chalkias, Garillot,
// Nikolaenko: Taming the many EdDSAs, 2020).
const WEAK = new Set([
  "00".repeat(32),
  `01${"00".repeat(31)}`,
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  `ec${"ff".repeat(30)}7f`,
  `ed${"ff".repeat(30)}7f`,
  `ee${"ff".repeat(30)}7f`,
]);

/** A public key with the name and the type of signature that it is used under. */
export interface Key {
  readonly name: string;
  readonly kind: number;
  readonly publicKey: Uint8Array;
  /** Eight hexadecimal digits that name the key in a signature line. */
  readonly id: string;
}

/** The same name, if it is legal; else `note.name`. */
export function checkName(name: string): string {
  if (!NAME.test(name)) throw new Malformed("note.name");
  return name;
}

/** The key of a printed form; throws `note.*` and `log.base64`. */
export function parseKey(text: string): Key {
  const [, name, id, encoded] = PRINTED.exec(text) ?? [];
  if (name === undefined || id === undefined || !encoded) throw new Malformed("note.key");
  const material = fromBase64(encoded);
  const [kind, publicKey] = [material[0] ?? 0, material.subarray(1)];
  checkName(name);
  if (kind !== PLAIN && kind !== COSIGNER) {
    throw new Malformed("note.key_type", { kind: toHex(Uint8Array.of(kind)) });
  }
  if (publicKey.length !== PUBLIC_SIZE) {
    throw new Malformed("note.key_size", { length: publicKey.length });
  }
  refuseWeak(publicKey, name);
  const derived = toHex(sha256(concat(utf8(`${name}\n`), material)).subarray(0, ID_SIZE));
  if (derived !== id) throw new Malformed("note.key_id", { name });
  return { name, kind, publicKey, id };
}

/** Check an Ed25519 signature (RFC 8032, strict) over `message`; throws `note.signature`. */
export function checkSignature(key: Key, message: Uint8Array, signature: Uint8Array): void {
  let holds = false;
  try {
    // The library multiplies by eight, OpenSSL does not: without parts of small order they agree.
    holds =
      ed25519.verify(signature, message, key.publicKey, { zip215: false }) &&
      withoutTorsion(key.publicKey) &&
      withoutTorsion(signature.subarray(0, PUBLIC_SIZE));
  } catch {
    // A length or an encoding that is no signature at all.
  }
  if (!holds) throw new NotVerified("note.signature", { name: key.name });
}

function withoutTorsion(point: Uint8Array): boolean {
  return ed25519.Point.fromBytes(point).isTorsionFree();
}

function refuseWeak(publicKey: Uint8Array, name: string): void {
  const plain = Uint8Array.from(publicKey);
  plain[PUBLIC_SIZE - 1] = (plain[PUBLIC_SIZE - 1] ?? 0) & 0x7f;
  if (WEAK.has(toHex(plain))) throw new Malformed("note.key_weak", { name });
}
