// What a person signs: a key's owner, an official, a member of the commission. Each message begins
// with its purpose and the board's origin, as in Python's `suffrage.board.signature`.

import { sha256 } from "@noble/hashes/sha2.js";
import { concat, toHex, utf8 } from "./bytes.ts";
import { encodeCanonical } from "./canonical.ts";

/** What proves that whoever sends a public key holds its private half. */
export function keyMessage(origin: string, role: string, key: string): Uint8Array {
  return utf8(`suffrage-key/1\n${origin}\n${role}\n${key}`);
}

/** What the acting person signs: the record's canonical bytes without `sig`. */
export function recordMessage(origin: string, record: Uint8Array): Uint8Array {
  return concat(utf8(`suffrage-record/1\n${origin}\n`), record);
}

/** A member's vote; `reason` is the text itself, of which the message holds the hash. */
export interface Vote {
  readonly act: string;
  readonly subject: string;
  readonly member: string;
  readonly choice: string;
  readonly reason: string;
  /** How many decisions on this very act stand on the board already. */
  readonly sitting: number;
}

/** What a member of the commission signs when voting on an act. */
export function voteMessage(origin: string, vote: Vote): Uint8Array {
  const text = plainText(vote.reason);
  const said = { ...vote, reason: text ? toHex(sha256(utf8(text))) : "" };
  return utf8(`suffrage-vote/1\n${origin}\n${encodeCanonical(said)}`);
}

/** A text as both sides write it: composed characters, and `\n` at the end of each line. */
export function plainText(text: string): string {
  return text.replace(/\r\n?/g, "\n").normalize("NFC");
}

/** The first 16 digits of a public key in groups of four, for people who compare. */
export function fingerprint(key: string): string {
  return (key.slice(0, 16).match(/.{1,4}/g) ?? []).join(" ");
}
