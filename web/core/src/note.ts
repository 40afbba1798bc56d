// Signed notes: a text, a blank line, and one line per signature (C2SP signed-note 1.0.0), with
// timestamped cosignatures (C2SP tlog-cosignature 1.0.1). Departures, all stricter: at most 64
// signatures, and no key signs twice.

import { concat, fromBase64, fromUtf8, toHex, utf8 } from "./bytes.ts";
import { Malformed, NotVerified } from "./errors.ts";
import { COSIGNER, ID_SIZE, type Key, checkName, checkSignature } from "./keys.ts";

export const MOST_SIGNATURES = 64;
const DASH = "\u2014 ";
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;
const TIME_SIZE = 8;
const SIGNATURE_SIZE = 64;

/** One signature, not yet checked. */
export interface SignatureLine {
  readonly name: string;
  readonly id: string;
  readonly signature: Uint8Array;
}

/** A signature that held; the time in Unix seconds if it is a cosignature. */
export interface Signed {
  readonly key: Key;
  readonly time: bigint | null;
}

/** A note of which at least one known key signed the text; `unknown` lines attest nothing. */
export interface OpenNote {
  readonly text: string;
  readonly signed: readonly Signed[];
  readonly unknown: readonly SignatureLine[];
}

/** The parts of a note, nothing verified; `text` includes its last newline. */
export function parseNote(data: Uint8Array): { text: string; lines: SignatureLine[] } {
  const whole = fromUtf8(data, "note.text");
  if (CONTROL.test(whole)) throw new Malformed("note.text");
  const blank = whole.lastIndexOf("\n\n");
  const tail = whole.slice(blank + 2);
  if (blank < 0 || !tail) throw new Malformed("note.shape");
  return { text: whole.slice(0, blank + 1), lines: parseLines(tail) };
}

/**
 * The text of a note and who signed it, by the keys that the reader knows. Throws what
 * `parseNote` throws, `note.key_clash`, `note.signature` if a known key's signature fails, and
 * `note.unsigned` if no known key signed.
 */
export function openNote(data: Uint8Array, keys: Iterable<Key>): OpenNote {
  const known = byNameAndId(keys);
  const { text, lines } = parseNote(data);
  const signed: Signed[] = [];
  const unknown: SignatureLine[] = [];
  for (const line of lines) {
    const key = known.get(nameAndId(line));
    if (key) signed.push({ key, time: check(text, key, line.signature) });
    else unknown.push(line);
  }
  if (!signed.length) throw new NotVerified("note.unsigned");
  return { text, signed, unknown };
}

function parseLines(tail: string): SignatureLine[] {
  const texts = tail.split("\n");
  if (texts.pop() !== "") throw new Malformed("note.line", { at: `signature ${texts.length}` });
  if (texts.length > MOST_SIGNATURES) throw new Malformed("note.count", { most: MOST_SIGNATURES });
  const lines = texts.map((text, place) => parseLine(text, `signature ${place}`));
  if (new Set(lines.map(nameAndId)).size !== lines.length) throw new Malformed("note.twice");
  return lines;
}

function parseLine(text: string, at: string): SignatureLine {
  const space = text.indexOf(" ", DASH.length);
  if (!text.startsWith(DASH) || space < 0) throw new Malformed("note.line", { at });
  const name = checkName(text.slice(DASH.length, space));
  const material = fromBase64(text.slice(space + 1), at);
  if (material.length <= ID_SIZE) throw new Malformed("note.line", { at });
  const [id, signature] = [material.subarray(0, ID_SIZE), material.subarray(ID_SIZE)];
  return { name, id: toHex(id), signature };
}

/** Check one line; the time of a cosignature comes back, `null` for a plain signature. */
function check(text: string, key: Key, signature: Uint8Array): bigint | null {
  if (key.kind !== COSIGNER) {
    checkSignature(key, utf8(text), signature);
    return null;
  }
  if (signature.length !== TIME_SIZE + SIGNATURE_SIZE) {
    throw new NotVerified("note.signature", { name: key.name });
  }
  const time = BigInt(`0x${toHex(signature.subarray(0, TIME_SIZE))}`);
  if (time >= 2n ** 63n) throw new NotVerified("note.signature", { name: key.name });
  const message = concat(utf8(`cosignature/v1\ntime ${time}\n`), utf8(text));
  checkSignature(key, message, signature.subarray(TIME_SIZE));
  return time;
}

function byNameAndId(keys: Iterable<Key>): Map<string, Key> {
  const known = new Map<string, Key>();
  for (const key of keys) {
    const other = known.get(nameAndId(key)) ?? key;
    // Four bytes collide on purpose within minutes: a clash must not choose a key silently.
    if (other.kind !== key.kind || toHex(other.publicKey) !== toHex(key.publicKey)) {
      throw new Malformed("note.key_clash", { name: key.name });
    }
    known.set(nameAndId(key), key);
  }
  return known;
}

function nameAndId(one: { name: string; id: string }): string {
  return `${one.name} ${one.id}`;
}
